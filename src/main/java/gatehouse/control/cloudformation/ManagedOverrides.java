package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.resource.Handler;
import gatehouse.control.aws.resource.Integrations;
import gatehouse.control.aws.resource.Routes;
import gatehouse.control.aws.resource.Stages;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.Map;

/**
 * What a template says of the integration, the route and the stage that an API began with. They are
 * said again each time. Stateless.
 *
 * <p>AWS: {@code AWS::ApiGatewayV2::ApiGatewayManagedOverrides}.
 */
final class ManagedOverrides {

  private ManagedOverrides() {}

  /** Puts them in force. */
  static void apply(ResourceCalls calls, String apiId, ObjectNode desired, String place) {
    part(calls, apiId, desired, place, "integration", Integrations::list, Integrations::update);
    part(calls, apiId, desired, place, "route", Routes::list, Routes::update);
    part(calls, apiId, desired, place, "stage", Stages::list, Stages::update);
  }

  private static void part(
      ResourceCalls calls,
      String apiId,
      ObjectNode desired,
      String place,
      String part,
      Handler list,
      Handler update) {
    if (!(desired.get(part) instanceof ObjectNode patch)) {
      return;
    }
    String label = part.equals("stage") ? "stageName" : part + "Id";
    String path = "apis/{apiId}/%ss".formatted(part);
    Target listing = Target.at("GET", path, Map.of("apiId", apiId), list);
    for (JsonNode item : calls.call(listing, null, JsonTree.object(), place).path("items")) {
      if (item.path("apiGatewayManaged").asBoolean()) {
        Map<String, String> labels = Map.of("apiId", apiId, label, item.path(label).asText());
        Target one = Target.at("PATCH", "%s/{%s}".formatted(path, label), labels, update);
        calls.call(one, null, patch, place);
        return;
      }
    }
    throw new TemplateException(
        place,
        "the API %s has no %s that quick create has made: give the API a Target, or declare the %s by itself"
            .formatted(apiId, part, part));
  }
}
