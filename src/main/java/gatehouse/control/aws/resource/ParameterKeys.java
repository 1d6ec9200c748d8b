package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.util.regex.Pattern;

/** Checks the keys of parameter mappings. AWS: "Transform API requests and responses". */
final class ParameterKeys {

  private static final Pattern REQUEST =
      Pattern.compile("(append|overwrite|remove):(header\\..+|querystring\\..+|path)");
  private static final Pattern RESPONSE =
      Pattern.compile("(append|overwrite|remove):(header\\..+|statuscode)");
  private static final Pattern STATUS = Pattern.compile("[2-5][0-9][0-9]");
  private static final String INVALID =
      "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid %s Actioned Parameter destination specified: %s]";

  private ParameterKeys() {}

  /** Refuses keys that no mapping has. Those of a service action are its own. */
  static void check(ObjectNode integration) {
    if (!integration.has("IntegrationSubtype")) {
      JsonTree.objectOf(integration, "RequestParameters")
          .fieldNames()
          .forEachRemaining(key -> check(REQUEST, "Request", key));
    }
    JsonTree.objectOf(integration, "ResponseParameters")
        .properties()
        .forEach(
            entry -> {
              Checks.that(
                  STATUS.matcher(entry.getKey()).matches(),
                  "Status Code %s is not valid".formatted(entry.getKey()));
              entry
                  .getValue()
                  .fieldNames()
                  .forEachRemaining(key -> check(RESPONSE, "Response", key));
            });
  }

  private static void check(Pattern pattern, String side, String key) {
    if (!pattern.matcher(key).matches()) {
      throw AwsException.badRequest(INVALID.formatted(side, key));
    }
  }
}
