package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.aws.wire.Shapes;
import gatehouse.http.QueryParameters;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations on tags, which APIs, stages, domains and VPC links have. AWS: {@code TagResource}
 * and its like.
 */
public final class Tags {

  private static final Pattern ARN =
      Pattern.compile("(apis|domainnames|vpclinks)/([^/]+)(?:/stages/([^/]+))?");

  private Tags() {}

  /** What has tags. */
  private record Tagged(ObjectNode content, Consumer<ObjectNode> store) {}

  /** {@code GetTags}. */
  public static Reply get(Call call) {
    ObjectNode answer = JsonTree.object();
    answer.set("tags", JsonTree.objectOf(tagged(call).content(), TagSet.MEMBER));
    return Reply.of(answer);
  }

  /** {@code TagResource}. */
  public static Reply tag(Call call) {
    Tagged tagged = tagged(call);
    ObjectNode tags = JsonTree.objectOf(tagged.content(), TagSet.MEMBER);
    tags.setAll(JsonTree.objectOf(Shapes.TAGS.toFile(call.body()), TagSet.MEMBER));
    tagged.content().set(TagSet.MEMBER, tags);
    TagSet.check(tagged.content());
    tagged.store().accept(tagged.content());
    return Reply.of(JsonTree.object());
  }

  /** {@code UntagResource}. */
  public static Reply untag(Call call) {
    Tagged tagged = tagged(call);
    List<String> keys = QueryParameters.values(call.query(), "tagKeys");
    Checks.that(!keys.isEmpty(), "Invalid tagKeys specified");
    JsonTree.objectOf(tagged.content(), TagSet.MEMBER).remove(keys);
    tagged.store().accept(tagged.content());
    return Reply.NONE;
  }

  /** The ARN of a resource of the management API, which has no account. */
  static String arn(Call call, String resource) {
    return "arn:aws:apigateway:%s::/%s"
        .formatted(call.around().rules().account().region(), resource);
  }

  /**
   * What an ARN names. It has one spelling: administrators' policies are about it as it is written,
   * and must not be got round by a region, an account or a partition that make no difference here.
   */
  private static Tagged tagged(Call call) {
    String text = call.label("resource-arn");
    String prefix = arn(call, "");
    Matcher arn = ARN.matcher(text.startsWith(prefix) ? text.substring(prefix.length()) : "");
    if (!arn.matches() || (arn.group(3) != null && !arn.group(1).equals("apis"))) {
      throw AwsException.badRequest("Invalid ARN specified in the request");
    }
    String id = arn.group(2);
    Workspace files = call.files();
    return switch (arn.group(1)) {
      case "domainnames" ->
          new Tagged(Domains.require(files, id), domain -> Domains.put(files, id, domain));
      case "vpclinks" ->
          new Tagged(VpcLinks.require(files, id), link -> VpcLinks.put(files, id, link));
      default -> {
        ApiFiles api = ApiFiles.require(call, id);
        if (arn.group(3) == null) {
          yield new Tagged(api.settings(), api::settings);
        }
        StageFile stage = api.stage(arn.group(3));
        yield new Tagged(stage.content(), content -> api.put(stage));
      }
    };
  }
}
