package gatehouse.clients;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.RouteSettings;

/** Ids by the names that a configuration of Terraform would have. For one thread. */
final class TerraformState {

  /** The stage that deploys by itself. */
  static final String AUTO = "$default";

  /** The stage that serves a deployment. */
  static final String FIXED = "tf-acc-test-1";

  /** The key of a route. */
  static final String GET = "GET /items/{id}";

  private final Map<String, String> ids = new TreeMap<>();
  private final ApiGatewayV2Client client;

  TerraformState(ApiGatewayV2Client client) {
    this.client = client;
  }

  String get(String name) {
    return ids.get(name);
  }

  void put(String name, String id) {
    ids.put(name, id);
  }

  String api() {
    return ids.get("api");
  }

  String arn() {
    return "arn:aws:apigateway:us-east-1::/apis/" + api();
  }

  String target(String integration) {
    return "integrations/" + ids.get(integration);
  }

  GetStageResponse stage(String name) {
    return client.getStage(r -> r.apiId(api()).stageName(name));
  }

  String endpoint() {
    return client.getApi(r -> r.apiId(api())).apiEndpoint();
  }

  /** As the provider sends it: all numbers of a block. */
  static RouteSettings settings(int burst) {
    return RouteSettings.builder()
        .detailedMetricsEnabled(false)
        .throttlingBurstLimit(burst)
        .throttlingRateLimit(4_444.0)
        .build();
  }

  void keep(List<String> names, List<String> made) {
    for (int i = 0; i < names.size(); i++) {
      ids.put(names.get(i), made.get(i));
    }
  }
}
