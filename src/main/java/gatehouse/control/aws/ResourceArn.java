package gatehouse.control.aws;

import gatehouse.control.aws.Operations.Found;
import gatehouse.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What a request is about, as policies name it: {@code arn:aws:apigateway:REGION::/apis/ID}. What
 * has the tags stands encoded in the ARN, however the client has written it.
 *
 * <p>AWS: "Actions, resources, and condition keys for Amazon API Gateway Management V2".
 */
final class ResourceArn {

  private ResourceArn() {}

  static String of(String region, Request request, Found found) {
    String tagged = found.labels().get("resource-arn");
    List<String> segments = Objects.requireNonNull(RawSegments.below(request.path()));
    String path =
        tagged == null
            ? String.join("/", segments.subList(1, segments.size()))
            : "tags/" + URLEncoder.encode(tagged, StandardCharsets.UTF_8).replace("+", "%20");
    return "arn:aws:apigateway:%s::/%s".formatted(region, path);
  }
}
