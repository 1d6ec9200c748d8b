package gatehouse.control.cloudformation;

/**
 * The tables of properties that several types share.
 *
 * <p>AWS: "Amazon API Gateway V2 resource type reference".
 */
final class PropertyTables {

  static final String OF_WEBSOCKETS = "is for WebSocket APIs, and is not used";
  private static final PropertyTable ROUTE_SETTINGS =
      PropertyTable.of()
          .flags("DataTraceEnabled", "DetailedMetricsEnabled")
          .texts("LoggingLevel")
          .wholes("ThrottlingBurstLimit")
          .numbers("ThrottlingRateLimit")
          .orSmallLetters();

  static final PropertyTable CORS =
      PropertyTable.of()
          .flags("AllowCredentials")
          .lists("AllowHeaders", "AllowMethods", "AllowOrigins", "ExposeHeaders")
          .wholes("MaxAge");

  static final PropertyTable OF_INTEGRATIONS =
      PropertyTable.of()
          .texts("ApiId", "ConnectionId", "ConnectionType", "CredentialsArn", "Description")
          .texts("IntegrationMethod", "IntegrationSubtype", "IntegrationType", "IntegrationUri")
          .texts("PayloadFormatVersion")
          .wholes("TimeoutInMillis")
          .maps("RequestParameters")
          .responseParameters("ResponseParameters")
          .object("TlsConfig", PropertyTable.of().texts("ServerNameToVerify"))
          .notUsed(OF_WEBSOCKETS, "ContentHandlingStrategy", "PassthroughBehavior")
          .notUsed(OF_WEBSOCKETS, "RequestTemplates", "TemplateSelectionExpression");

  static final PropertyTable OF_ROUTES =
      PropertyTable.of()
          .texts("ApiId", "AuthorizationType", "AuthorizerId", "OperationName", "RouteKey")
          .texts("Target")
          .flags("ApiKeyRequired")
          .lists("AuthorizationScopes")
          .notUsed(OF_WEBSOCKETS, "ModelSelectionExpression", "RequestModels")
          .notUsed(OF_WEBSOCKETS, "RequestParameters", "RouteResponseSelectionExpression");

  static final PropertyTable OF_STAGES =
      PropertyTable.of()
          .texts("ApiId", "DeploymentId", "Description", "StageName")
          .flags("AutoDeploy")
          .maps("StageVariables", "Tags")
          .object("AccessLogSettings", PropertyTable.of().texts("DestinationArn", "Format"))
          .object("DefaultRouteSettings", ROUTE_SETTINGS)
          .objectMap("RouteSettings", ROUTE_SETTINGS)
          .notUsed(OF_WEBSOCKETS, "ClientCertificateId")
          .notUsed("is for REST APIs, and is not used", "AccessPolicyId");

  /** What may be said of the resources that an API began with. */
  static final PropertyTable OF_OVERRIDES =
      PropertyTable.of()
          .texts("ApiId")
          .object("Integration", OF_INTEGRATIONS)
          .object("Route", OF_ROUTES)
          .object("Stage", OF_STAGES);

  private PropertyTables() {}
}
