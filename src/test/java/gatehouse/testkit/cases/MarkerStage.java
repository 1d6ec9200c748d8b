package gatehouse.testkit.cases;

import java.util.Map;

/** A stage with one route of its own, in the way in which Gatehouse's configuration is written. */
final class MarkerStage {

  private MarkerStage() {}

  /** See {@link ServerHost.Marker}. No case may have a route {@code GET /ready}. */
  static Map<String, String> files(String stage, String upstreamUrl) {
    return Map.of(
        "stages/" + stage + ".json",
        "{\"Name\": \"%s\", \"Routes\": [\"routes/ready\"]}".formatted(stage),
        "routes/ready.json",
        "{\"RouteKey\": \"GET /ready\", \"Target\": \"integrations/ready\"}",
        "integrations/ready.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"IntegrationUri\": \"%s\"}".formatted(upstreamUrl));
  }
}
