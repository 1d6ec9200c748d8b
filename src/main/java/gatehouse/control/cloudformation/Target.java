package gatehouse.control.cloudformation;

import gatehouse.control.aws.resource.Handler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An operation of the management API, as a request would name it. Immutable.
 *
 * @param method of the request: {@code POST}
 * @param path below {@code /v2}, decoded, as policies name it: {@code apis/abc/routes}
 * @param labels of the path
 * @param handler does it
 */
record Target(String method, String path, Map<String, String> labels, Handler handler) {

  /** An operation at a path such as {@code apis/{apiId}/routes}, with these labels in it. */
  static Target at(String method, String template, Map<String, String> labels, Handler handler) {
    return new Target(method, filled(template, labels), labels, handler);
  }

  /** An operation on the tags of what has this ARN. */
  static Target tags(String method, String arn, Handler handler) {
    String encoded = URLEncoder.encode(arn, StandardCharsets.UTF_8).replace("+", "%20");
    return new Target(method, "tags/" + encoded, Map.of("resource-arn", arn), handler);
  }

  /** A path with its labels filled in. */
  static String filled(String template, Map<String, String> labels) {
    String path = template;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      path = path.replace("{" + label.getKey() + "}", label.getValue());
    }
    return path;
  }
}
