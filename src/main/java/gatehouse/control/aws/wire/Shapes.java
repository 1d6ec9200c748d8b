package gatehouse.control.aws.wire;

/**
 * The shapes of all resources.
 *
 * <p>AWS: the ApiGatewayV2 API, service model of 2018-11-29.
 */
public final class Shapes {

  private static final Shape CORS =
      Shape.of()
          .flags("allowCredentials")
          .lists("allowHeaders", "allowMethods", "allowOrigins", "exposeHeaders")
          .wholes("maxAge")
          .build();

  /** {@code Api}, and what quick create takes. */
  public static final Shape API =
      Shape.of()
          .texts("apiEndpoint", "apiId", "apiKeySelectionExpression", "description")
          .texts("ipAddressType", "name", "protocolType", "routeSelectionExpression", "version")
          .texts("credentialsArn", "routeKey", "target")
          .flags("apiGatewayManaged", "disableSchemaValidation", "disableExecuteApiEndpoint")
          .times("createdDate")
          .lists("importInfo", "warnings")
          .maps("tags")
          .object("corsConfiguration", CORS)
          .readOnly("apiEndpoint", "apiId", "apiGatewayManaged", "importInfo", "warnings")
          .inputOnly("credentialsArn", "routeKey", "target")
          .build();

  /** {@code Route}. */
  public static final Shape ROUTE =
      Shape.of()
          .texts("authorizationType", "authorizerId", "modelSelectionExpression", "operationName")
          .texts("routeId", "routeKey", "routeResponseSelectionExpression", "target")
          .flags("apiGatewayManaged", "apiKeyRequired")
          .lists("authorizationScopes")
          .maps("requestModels")
          .objectMap("requestParameters", Shape.of().flags("required").build())
          .readOnly("routeId", "apiGatewayManaged")
          .build();

  /** {@code Integration}; what it says of pass-through is taken and not told, as on AWS. */
  public static final Shape INTEGRATION =
      Shape.of()
          .texts("connectionId", "connectionType", "contentHandlingStrategy", "credentialsArn")
          .texts("description", "integrationId", "integrationMethod", "integrationSubtype")
          .texts("integrationResponseSelectionExpression", "integrationType", "integrationUri")
          .texts("passthroughBehavior", "payloadFormatVersion", "templateSelectionExpression")
          .flags("apiGatewayManaged")
          .wholes("timeoutInMillis")
          .maps("requestParameters", "requestTemplates")
          .mapsOfMaps("responseParameters")
          .object("tlsConfig", Shape.of().texts("serverNameToVerify").build())
          .readOnly("integrationId", "apiGatewayManaged", "integrationResponseSelectionExpression")
          .inputOnly("passthroughBehavior")
          .build();

  /** {@code Authorizer}. */
  public static final Shape AUTHORIZER =
      Shape.of()
          .texts("authorizerCredentialsArn", "authorizerId", "authorizerPayloadFormatVersion")
          .texts("authorizerType", "authorizerUri", "identityValidationExpression", "name")
          .wholes("authorizerResultTtlInSeconds")
          .flags("enableSimpleResponses")
          .lists("identitySource")
          .object("jwtConfiguration", Shape.of().texts("issuer").lists("audience").build())
          .readOnly("authorizerId")
          .build();

  private static final Shape ROUTE_SETTINGS =
      Shape.of()
          .flags("dataTraceEnabled", "detailedMetricsEnabled")
          .texts("loggingLevel")
          .wholes("throttlingBurstLimit")
          .numbers("throttlingRateLimit")
          .build();

  /** {@code Stage}. */
  public static final Shape STAGE =
      Shape.of()
          .texts("clientCertificateId", "deploymentId", "description", "stageName")
          .texts("lastDeploymentStatusMessage")
          .flags("apiGatewayManaged", "autoDeploy")
          .times("createdDate", "lastUpdatedDate")
          .maps("stageVariables", "tags")
          .object("accessLogSettings", Shape.of().texts("destinationArn", "format").build())
          .object("defaultRouteSettings", ROUTE_SETTINGS)
          .objectMap("routeSettings", ROUTE_SETTINGS)
          .readOnly("apiGatewayManaged", "lastDeploymentStatusMessage")
          .build();

  /** {@code Deployment}, and the stage that a new one is for. */
  public static final Shape DEPLOYMENT =
      Shape.of()
          .texts("deploymentId", "deploymentStatus", "deploymentStatusMessage", "description")
          .texts("stageName")
          .flags("autoDeployed")
          .times("createdDate")
          .readOnly("deploymentId", "deploymentStatus", "deploymentStatusMessage", "autoDeployed")
          .inputOnly("stageName")
          .build();

  private static final Shape DOMAIN_CONFIGURATION =
      Shape.of()
          .texts("apiGatewayDomainName", "certificateArn", "certificateName", "domainNameStatus")
          .texts("domainNameStatusMessage", "endpointType", "hostedZoneId", "ipAddressType")
          .texts("securityPolicy", "ownershipVerificationCertificateArn")
          .times("certificateUploadDate")
          .readOnly("apiGatewayDomainName", "domainNameStatus", "domainNameStatusMessage")
          .readOnly("hostedZoneId")
          .build();

  private static final Shape MUTUAL_TLS =
      Shape.of()
          .texts("truststoreUri", "truststoreVersion")
          .lists("truststoreWarnings")
          .readOnly("truststoreWarnings")
          .build();

  /** {@code DomainName}. */
  public static final Shape DOMAIN_NAME =
      Shape.of()
          .texts("apiMappingSelectionExpression", "domainName", "domainNameArn", "routingMode")
          .maps("tags")
          .objects("domainNameConfigurations", DOMAIN_CONFIGURATION)
          .object("mutualTlsAuthentication", MUTUAL_TLS)
          .readOnly("apiMappingSelectionExpression", "domainNameArn")
          .build();

  /** {@code ApiMapping}. */
  public static final Shape API_MAPPING =
      Shape.of()
          .texts("apiId", "apiMappingId", "apiMappingKey", "stage")
          .readOnly("apiMappingId")
          .build();

  /** {@code VpcLink}. */
  public static final Shape VPC_LINK =
      Shape.of()
          .texts("name", "vpcLinkId", "vpcLinkStatus", "vpcLinkStatusMessage", "vpcLinkVersion")
          .times("createdDate")
          .lists("securityGroupIds", "subnetIds")
          .maps("tags")
          .readOnly("vpcLinkId", "vpcLinkStatus", "vpcLinkStatusMessage", "vpcLinkVersion")
          .build();

  /** The body of {@code TagResource}. */
  public static final Shape TAGS = Shape.of().maps("tags").build();

  private Shapes() {}
}
