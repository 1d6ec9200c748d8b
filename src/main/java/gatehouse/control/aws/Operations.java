package gatehouse.control.aws;

import static gatehouse.control.aws.resource.Unserved.never;
import static gatehouse.control.aws.resource.Unserved.none;
import static gatehouse.control.aws.resource.Unserved.ofHttpApis;
import static gatehouse.control.aws.resource.Unserved.unknown;

import gatehouse.control.aws.resource.ApiMappings;
import gatehouse.control.aws.resource.Apis;
import gatehouse.control.aws.resource.Authorizers;
import gatehouse.control.aws.resource.Deployments;
import gatehouse.control.aws.resource.Domains;
import gatehouse.control.aws.resource.Handler;
import gatehouse.control.aws.resource.Integrations;
import gatehouse.control.aws.resource.OpenApiDocuments;
import gatehouse.control.aws.resource.Routes;
import gatehouse.control.aws.resource.Stages;
import gatehouse.control.aws.resource.Tags;
import gatehouse.control.aws.resource.VpcLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All operations, and which of them a request is for. Immutable.
 *
 * <p>AWS: the ApiGatewayV2 API, service model of 2018-11-29.
 */
public final class Operations {

  private static final String API = " /v2/apis/{apiId}";
  private static final String ROUTES = API + "/routes";
  private static final String INTEGRATIONS = API + "/integrations";
  private static final String AUTHORIZERS = API + "/authorizers";
  private static final String DEPLOYMENTS = API + "/deployments";
  private static final String STAGES = API + "/stages";
  private static final String DOMAINS = " /v2/domainnames";
  private static final String DOMAIN = DOMAINS + "/{domainName}";
  private static final String MAPPINGS = DOMAIN + "/apimappings";
  private static final String RULES = DOMAIN + "/routingrules";
  private static final String LINKS = " /v2/vpclinks";
  private static final String TAGS = " /v2/tags/{resource-arn}";

  private final List<Operation> all = new ArrayList<>();

  /**
   * All operations.
   *
   * @param documents what is done about OpenAPI documents
   * @param resetAuthorizers does {@code ResetAuthorizersCache}
   */
  public Operations(Documents documents, Handler resetAuthorizers) {
    apis(documents);
    routes();
    integrations();
    authorizers();
    deployments();
    stages(resetAuthorizers);
    domains();
    othersOfGateways();
    PortalOperations.NAMES.forEach(
        (name, place) ->
            read(
                name,
                place,
                never(name + " is not served by Gatehouse, which has no developer portals")));
  }

  /**
   * The operations on OpenAPI documents.
   *
   * @param importApi {@code ImportApi}
   * @param reimportApi {@code ReimportApi}
   * @param exportApi {@code ExportApi}
   */
  public record Documents(Handler importApi, Handler reimportApi, Handler exportApi) {

    /** As they are served. */
    public static Documents of(OpenApiDocuments documents) {
      return new Documents(documents::importApi, documents::reimportApi, documents::exportApi);
    }
  }

  /** An operation and the labels of its path. */
  record Found(Operation operation, Map<String, String> labels) {}

  /**
   * The operation of a request.
   *
   * @param segments of the path, decoded
   * @return null when there is none
   */
  @Nullable Found find(String method, List<String> segments) {
    for (Operation operation : all) {
      if (operation.method().equals(method)) {
        Map<String, String> labels = operation.labels(segments);
        if (labels != null) {
          return new Found(operation, labels);
        }
      }
    }
    return null;
  }

  /** The names of all operations. */
  List<String> names() {
    return all.stream().map(Operation::name).toList();
  }

  private void read(String name, String place, Handler handler) {
    all.add(Operation.at(name, place, 200, false, handler));
  }

  private void create(String name, String place, Handler handler) {
    change(name, place, 201, handler);
  }

  private void update(String name, String place, Handler handler) {
    change(name, place, 200, handler);
  }

  private void delete(String name, String place, Handler handler) {
    change(name, place, 204, handler);
  }

  private void change(String name, String place, int status, Handler handler) {
    all.add(Operation.at(name, place, status, true, handler));
  }

  private void apis(Documents documents) {
    create("CreateApi", "POST /v2/apis", Apis::create);
    read("GetApi", "GET" + API, Apis::get);
    read("GetApis", "GET /v2/apis", Apis::list);
    update("UpdateApi", "PATCH" + API, Apis::update);
    delete("DeleteApi", "DELETE" + API, Apis::delete);
    create("ImportApi", "PUT /v2/apis", documents.importApi());
    create("ReimportApi", "PUT" + API, documents.reimportApi());
    read("ExportApi", "GET" + API + "/exports/{specification}", documents.exportApi());
    delete("DeleteCorsConfiguration", "DELETE" + API + "/cors", Apis::deleteCors);
  }

  private void routes() {
    create("CreateRoute", "POST" + ROUTES, Routes::create);
    read("GetRoute", "GET" + ROUTES + "/{routeId}", Routes::get);
    read("GetRoutes", "GET" + ROUTES, Routes::list);
    update("UpdateRoute", "PATCH" + ROUTES + "/{routeId}", Routes::update);
    delete("DeleteRoute", "DELETE" + ROUTES + "/{routeId}", Routes::delete);
    read(
        "DeleteRouteRequestParameter",
        "DELETE" + ROUTES + "/{routeId}/requestparameters/{requestParameterKey}",
        ofHttpApis("RequestParameters of routes"));
    unsupported("RouteResponse", ROUTES + "/{routeId}/routeresponses", "{routeResponseId}");
  }

  private void integrations() {
    create("CreateIntegration", "POST" + INTEGRATIONS, Integrations::create);
    read("GetIntegration", "GET" + INTEGRATIONS + "/{integrationId}", Integrations::get);
    read("GetIntegrations", "GET" + INTEGRATIONS, Integrations::list);
    update("UpdateIntegration", "PATCH" + INTEGRATIONS + "/{integrationId}", Integrations::update);
    delete("DeleteIntegration", "DELETE" + INTEGRATIONS + "/{integrationId}", Integrations::delete);
    unsupported(
        "IntegrationResponse",
        INTEGRATIONS + "/{integrationId}/integrationresponses",
        "{integrationResponseId}");
  }

  private void authorizers() {
    create("CreateAuthorizer", "POST" + AUTHORIZERS, Authorizers::create);
    read("GetAuthorizer", "GET" + AUTHORIZERS + "/{authorizerId}", Authorizers::get);
    read("GetAuthorizers", "GET" + AUTHORIZERS, Authorizers::list);
    update("UpdateAuthorizer", "PATCH" + AUTHORIZERS + "/{authorizerId}", Authorizers::update);
    delete("DeleteAuthorizer", "DELETE" + AUTHORIZERS + "/{authorizerId}", Authorizers::delete);
  }

  private void deployments() {
    create("CreateDeployment", "POST" + DEPLOYMENTS, Deployments::create);
    read("GetDeployment", "GET" + DEPLOYMENTS + "/{deploymentId}", Deployments::get);
    read("GetDeployments", "GET" + DEPLOYMENTS, Deployments::list);
    update("UpdateDeployment", "PATCH" + DEPLOYMENTS + "/{deploymentId}", Deployments::update);
    delete("DeleteDeployment", "DELETE" + DEPLOYMENTS + "/{deploymentId}", Deployments::delete);
  }

  private void stages(Handler resetAuthorizers) {
    String stage = STAGES + "/{stageName}";
    create("CreateStage", "POST" + STAGES, Stages::create);
    read("GetStage", "GET" + stage, Stages::get);
    read("GetStages", "GET" + STAGES, Stages::list);
    update("UpdateStage", "PATCH" + stage, Stages::update);
    delete("DeleteStage", "DELETE" + stage, Stages::delete);
    delete(
        "DeleteAccessLogSettings",
        "DELETE" + stage + "/accesslogsettings",
        Stages::deleteAccessLog);
    delete(
        "DeleteRouteSettings",
        "DELETE" + stage + "/routesettings/{routeKey}",
        Stages::deleteRouteSettings);
    all.add(
        Operation.at(
            "ResetAuthorizersCache",
            "DELETE" + stage + "/cache/authorizers",
            204,
            false,
            Stages.resettingAuthorizers(resetAuthorizers)));
  }

  private void domains() {
    create("CreateDomainName", "POST" + DOMAINS, Domains::create);
    read("GetDomainName", "GET" + DOMAIN, Domains::get);
    read("GetDomainNames", "GET" + DOMAINS, Domains::list);
    update("UpdateDomainName", "PATCH" + DOMAIN, Domains::update);
    delete("DeleteDomainName", "DELETE" + DOMAIN, Domains::delete);
    create("CreateApiMapping", "POST" + MAPPINGS, ApiMappings::create);
    read("GetApiMapping", "GET" + MAPPINGS + "/{apiMappingId}", ApiMappings::get);
    read("GetApiMappings", "GET" + MAPPINGS, ApiMappings::list);
    update("UpdateApiMapping", "PATCH" + MAPPINGS + "/{apiMappingId}", ApiMappings::update);
    delete("DeleteApiMapping", "DELETE" + MAPPINGS + "/{apiMappingId}", ApiMappings::delete);
    String rule = RULES + "/{routingRuleId}";
    read("CreateRoutingRule", "POST" + RULES, never("Gatehouse has no routing rules"));
    read("GetRoutingRule", "GET" + rule, unknown("RoutingRule", "routingRuleId"));
    read("ListRoutingRules", "GET" + RULES, none("routingRules"));
    read("PutRoutingRule", "PUT" + rule, never("Gatehouse has no routing rules"));
    read("DeleteRoutingRule", "DELETE" + rule, unknown("RoutingRule", "routingRuleId"));
  }

  private void othersOfGateways() {
    create("CreateVpcLink", "POST" + LINKS, VpcLinks::create);
    read("GetVpcLink", "GET" + LINKS + "/{vpcLinkId}", VpcLinks::get);
    read("GetVpcLinks", "GET" + LINKS, VpcLinks::list);
    update("UpdateVpcLink", "PATCH" + LINKS + "/{vpcLinkId}", VpcLinks::update);
    change("DeleteVpcLink", "DELETE" + LINKS + "/{vpcLinkId}", 202, VpcLinks::delete);
    read("GetTags", "GET" + TAGS, Tags::get);
    create("TagResource", "POST" + TAGS, Tags::tag);
    delete("UntagResource", "DELETE" + TAGS, Tags::untag);
    unsupported("Model", API + "/models", "{modelId}");
    read(
        "GetModelTemplate",
        "GET" + API + "/models/{modelId}/template",
        unknown("Model", "modelId"));
  }

  /** What HTTP APIs never have: there is none, and none can be made. */
  private void unsupported(String noun, String place, String label) {
    String one = place + "/" + label;
    Handler missing = unknown(noun, label.substring(1, label.length() - 1));
    read("Create" + noun, "POST" + place, ofHttpApis(noun + "s"));
    read("Get" + noun, "GET" + one, missing);
    read("Get" + noun + "s", "GET" + place, none("items"));
    read("Update" + noun, "PATCH" + one, missing);
    read("Delete" + noun, "DELETE" + one, missing);
  }
}
