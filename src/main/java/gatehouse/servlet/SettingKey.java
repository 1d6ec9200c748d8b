package gatehouse.servlet;

import java.util.Locale;

/** The settings that there are; docs/operations.md tells what each of them means. */
enum SettingKey {
  CONFIG("gatehouse.config"),
  READ_ONLY("gatehouse.readOnly"),
  ACCOUNT_ID("gatehouse.accountId"),
  REGION("gatehouse.region"),
  IAM_CREDENTIALS_FILE("gatehouse.iam.credentialsFile"),
  TRUSTED_PROXIES("gatehouse.trustedProxies"),
  RELOAD_INTERVAL_MILLIS("gatehouse.reloadIntervalMillis"),
  STOP_WAIT_MILLIS("gatehouse.stopWaitMillis"),
  MAX_INTEGRATION_TIMEOUT_MILLIS("gatehouse.maxIntegrationTimeoutMillis"),
  CONNECT_TIMEOUT_MILLIS("gatehouse.connectTimeoutMillis"),
  IDLE_TIMEOUT_MILLIS("gatehouse.idleTimeoutMillis"),
  MAX_RESPONSE_HEAD_BYTES("gatehouse.maxResponseHeadBytes"),
  MAX_CONNECTIONS("gatehouse.maxConnections"),
  MAX_CONNECTIONS_PER_UPSTREAM("gatehouse.maxConnectionsPerUpstream"),
  MANAGEMENT("gatehouse.management"),
  MANAGEMENT_TOKEN("gatehouse.management.token"),
  MANAGEMENT_TOKEN_FILE("gatehouse.management.tokenFile"),
  ADMIN("gatehouse.admin"),
  ADMIN_CREDENTIALS_FILE("gatehouse.admin.credentialsFile"),
  ADMIN_AUDIT("gatehouse.admin.audit"),
  ADMIN_ISSUER_CHECK("gatehouse.admin.issuerCheck"),
  PUBLIC_URL("gatehouse.publicUrl"),
  OPENAPI_ALLOW_31("gatehouse.openapi.allow31"),
  METRICS_OF_JVM("gatehouse.metrics.jvm"),
  QUOTAS("gatehouse.quotas"),
  MAX_REQUEST_BODY_BYTES("gatehouse.maxRequestBodyBytes"),
  MAX_RESPONSE_BODY_BYTES("gatehouse.maxResponseBodyBytes"),
  MAX_REQUEST_HEAD_BYTES("gatehouse.maxRequestHeadBytes"),
  MAX_IN_FLIGHT("gatehouse.maxInFlight"),
  MAX_IN_FLIGHT_PER_INTEGRATION("gatehouse.maxInFlightPerIntegration"),
  KEEP_ALIVE_MILLIS("gatehouse.keepAliveMillis"),
  DNS_REFRESH_MILLIS("gatehouse.dnsRefreshMillis"),
  RETRIES("gatehouse.retries"),
  JWT_ALGORITHMS("gatehouse.jwt.algorithms"),
  JWT_ALLOW_HTTP("gatehouse.jwt.allowHttp"),
  LAMBDA_ENDPOINT("gatehouse.lambda.endpoint"),
  EVENT_BRIDGE_ENDPOINT("gatehouse.eventBridge.endpoint"),
  SQS_ENDPOINT("gatehouse.sqs.endpoint"),
  APP_CONFIG_ENDPOINT("gatehouse.appConfig.endpoint"),
  KINESIS_ENDPOINT("gatehouse.kinesis.endpoint"),
  STEP_FUNCTIONS_ENDPOINT("gatehouse.stepFunctions.endpoint"),
  AUTHORIZER_CACHE_BYTES("gatehouse.authorizerCacheBytes"),
  TRUST_STORE("gatehouse.trustStore"),
  TRUST_STORE_PASSWORD("gatehouse.trustStorePassword"),
  CLIENT_CERTIFICATE("gatehouse.clientCertificate"),
  CLIENT_KEY("gatehouse.clientKey"),
  ACCESS_LOG("gatehouse.accessLog"),
  ACCESS_LOG_FORMAT("gatehouse.accessLog.format"),
  ACCESS_LOG_DIRECTORY("gatehouse.accessLog.directory"),
  ACCESS_LOG_MAX_FILE_BYTES("gatehouse.accessLog.maxFileBytes"),
  ACCESS_LOG_KEPT_FILES("gatehouse.accessLog.keptFiles");

  private final String property;

  SettingKey(String property) {
    this.property = property;
  }

  /** {@code GATEHOUSE_CONFIG} for {@code gatehouse.config}. */
  String environmentName() {
    return property.replaceAll("([A-Z])", "_$1").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** {@code gatehouse.config}. */
  String property() {
    return property;
  }
}
