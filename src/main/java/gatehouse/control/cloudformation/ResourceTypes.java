package gatehouse.control.cloudformation;

import gatehouse.control.aws.resource.ApiMappings;
import gatehouse.control.aws.resource.Apis;
import gatehouse.control.aws.resource.Authorizers;
import gatehouse.control.aws.resource.Deployments;
import gatehouse.control.aws.resource.Domains;
import gatehouse.control.aws.resource.Integrations;
import gatehouse.control.aws.resource.Routes;
import gatehouse.control.aws.resource.Stages;
import gatehouse.control.aws.resource.VpcLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of resources that are made here.
 *
 * <p>AWS: "Amazon API Gateway V2 resource type reference".
 */
final class ResourceTypes {

  static final String PREFIX = "AWS::ApiGatewayV2::";
  static final String API = PREFIX + "Api";
  static final String ROUTE = PREFIX + "Route";
  static final String STAGE = PREFIX + "Stage";
  static final String MAPPING = PREFIX + "ApiMapping";
  static final String OVERRIDES = PREFIX + "ApiGatewayManagedOverrides";

  private static final String API_ID = "apiId";
  private static final String OF_API = "apis/{apiId}/";

  private static final List<ResourceType> ALL =
      List.of(
          api(),
          vpcLink(),
          domain(),
          authorizer(),
          integration(),
          route(),
          deployment(),
          stage(),
          mapping());

  private ResourceTypes() {}

  /**
   * A type.
   *
   * @return null when it is not made here
   */
  static @Nullable ResourceType named(String name) {
    for (ResourceType type : ALL) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The names of all types that are made here. */
  static List<String> names() {
    List<String> names = new ArrayList<>(ALL.stream().map(ResourceType::name).toList());
    names.add(OVERRIDES);
    names.add("AWS::Serverless::HttpApi");
    return names;
  }

  private static ResourceType api() {
    PropertyTable table =
        PropertyTable.of()
            .texts("ApiKeySelectionExpression", "BasePath", "CredentialsArn", "Description")
            .texts("IpAddressType", "Name", "ProtocolType", "RouteKey")
            .texts("RouteSelectionExpression", "Target", "Version")
            .flags("DisableExecuteApiEndpoint", "DisableSchemaValidation", "FailOnWarnings")
            .maps("Tags")
            .object("CorsConfiguration", PropertyTables.CORS)
            .anything("Body")
            .anything("BodyS3Location");
    return new ResourceType(
        API,
        0,
        "apis",
        table,
        new ResourceType.Operations(
            Apis::create,
            Apis::get,
            Apis::update,
            Apis::delete,
            List.of("protocolType"),
            "apis/{apiId}"),
        List.of(),
        API_ID,
        Map.of("ApiId", "/apiId", "ApiEndpoint", "/apiEndpoint"));
  }

  private static ResourceType vpcLink() {
    return new ResourceType(
        PREFIX + "VpcLink",
        0,
        "vpclinks",
        PropertyTable.of().texts("Name").lists("SecurityGroupIds", "SubnetIds").maps("Tags"),
        new ResourceType.Operations(
            VpcLinks::create,
            VpcLinks::get,
            VpcLinks::update,
            VpcLinks::delete,
            List.of("securityGroupIds", "subnetIds"),
            "vpclinks/{vpcLinkId}"),
        List.of(),
        "vpcLinkId",
        Map.of("VpcLinkId", "/vpcLinkId"));
  }

  private static ResourceType domain() {
    PropertyTable configuration =
        PropertyTable.of()
            .texts("CertificateArn", "CertificateName", "EndpointType", "IpAddressType")
            .texts("OwnershipVerificationCertificateArn", "SecurityPolicy");
    PropertyTable table =
        PropertyTable.of()
            .texts("DomainName", "RoutingMode")
            .maps("Tags")
            .objects("DomainNameConfigurations", configuration)
            .object(
                "MutualTlsAuthentication",
                PropertyTable.of().texts("TruststoreUri", "TruststoreVersion"));
    String configurations = "/domainNameConfigurations/0/";
    return new ResourceType(
        PREFIX + "DomainName",
        0,
        "domainnames",
        table,
        new ResourceType.Operations(
            Domains::create,
            Domains::get,
            Domains::update,
            Domains::delete,
            List.of("domainName"),
            "domainnames/{domainName}"),
        List.of(),
        "domainName",
        Map.of(
            "RegionalDomainName",
            configurations + "apiGatewayDomainName",
            "RegionalHostedZoneId",
            configurations + "hostedZoneId",
            "DomainNameArn",
            "/domainNameArn"));
  }

  private static ResourceType authorizer() {
    PropertyTable table =
        PropertyTable.of()
            .texts("ApiId", "AuthorizerCredentialsArn", "AuthorizerPayloadFormatVersion")
            .texts("AuthorizerType", "AuthorizerUri", "Name")
            .wholes("AuthorizerResultTtlInSeconds")
            .flags("EnableSimpleResponses")
            .lists("IdentitySource")
            .object("JwtConfiguration", PropertyTable.of().texts("Issuer").lists("Audience"))
            .notUsed(PropertyTables.OF_WEBSOCKETS, "IdentityValidationExpression");
    return ofApi(
        PREFIX + "Authorizer",
        1,
        table,
        new ResourceType.Operations(
            Authorizers::create,
            Authorizers::get,
            Authorizers::update,
            Authorizers::delete,
            List.of(),
            null),
        "authorizerId");
  }

  private static ResourceType integration() {
    return ofApi(
        PREFIX + "Integration",
        2,
        PropertyTables.OF_INTEGRATIONS,
        new ResourceType.Operations(
            Integrations::create,
            Integrations::get,
            Integrations::update,
            Integrations::delete,
            List.of(),
            null),
        "integrationId");
  }

  private static ResourceType route() {
    return ofApi(
        ROUTE,
        3,
        PropertyTables.OF_ROUTES,
        new ResourceType.Operations(
            Routes::create, Routes::get, Routes::update, Routes::delete, List.of(), null),
        "routeId");
  }

  private static ResourceType deployment() {
    return ofApi(
        PREFIX + "Deployment",
        4,
        PropertyTable.of().texts("ApiId", "Description", "StageName"),
        new ResourceType.Operations(
            Deployments::create,
            Deployments::get,
            Deployments::update,
            Deployments::delete,
            List.of(),
            null),
        "deploymentId");
  }

  private static ResourceType stage() {
    return new ResourceType(
        STAGE,
        5,
        OF_API + "stages",
        PropertyTables.OF_STAGES,
        new ResourceType.Operations(
            Stages::create,
            Stages::get,
            Stages::update,
            Stages::delete,
            List.of("stageName"),
            "apis/{apiId}/stages/{stageName}"),
        List.of(API_ID),
        "stageName",
        Map.of());
  }

  private static ResourceType mapping() {
    return new ResourceType(
        MAPPING,
        6,
        "domainnames/{domainName}/apimappings",
        PropertyTable.of().texts("ApiId", "ApiMappingKey", "DomainName", "Stage"),
        new ResourceType.Operations(
            ApiMappings::create,
            ApiMappings::get,
            ApiMappings::update,
            ApiMappings::delete,
            List.of(),
            null),
        List.of("domainName"),
        "apiMappingId",
        Map.of("ApiMappingId", "/apiMappingId"));
  }

  private static ResourceType ofApi(
      String name,
      int rank,
      PropertyTable table,
      ResourceType.Operations operations,
      String label) {
    String attribute = Character.toUpperCase(label.charAt(0)) + label.substring(1);
    return new ResourceType(
        name,
        rank,
        OF_API + label.replace("Id", "s"),
        table,
        operations,
        List.of(API_ID),
        label,
        Map.of(attribute, "/" + label));
  }
}
