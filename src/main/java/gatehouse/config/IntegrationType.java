package gatehouse.config;

/**
 * The kinds of integrations that this version has.
 *
 * <p>AWS: {@code IntegrationType} of the ApiGatewayV2 API.
 */
public enum IntegrationType {
  /** Passes the request on to an HTTP endpoint, and its answer back. */
  HTTP_PROXY,
  /** Asks a Lambda function, or with a subtype another service of AWS. */
  AWS_PROXY
}
