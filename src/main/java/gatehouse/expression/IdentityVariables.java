package gatehouse.expression;

import gatehouse.http.ClientCertificate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The variables {@code $context.identity.…}: who calls, from where, and with which certificate. */
final class IdentityVariables {

  /** What only IAM authorization knows. */
  private static final List<String> OF_IAM =
      List.of(
          "accountId",
          "caller",
          "cognitoAuthenticationProvider",
          "cognitoAuthenticationType",
          "cognitoIdentityId",
          "cognitoIdentityPoolId",
          "principalOrgId",
          "user",
          "userArn");

  private IdentityVariables() {}

  static void addTo(Map<String, ContextVariable> all) {
    for (String name : OF_IAM) {
      all.put("identity." + name, exchange -> exchange.caller().identityValue(name));
    }
    all.put("identity.sourceIp", exchange -> exchange.source().address());
    all.put("identity.userAgent", exchange -> exchange.request().headers().first("User-Agent"));
    all.put("identity.clientCert.clientCertPem", certificate(ClientCertificate::pem));
    all.put("identity.clientCert.subjectDN", certificate(ClientCertificate::subjectDn));
    all.put("identity.clientCert.issuerDN", certificate(ClientCertificate::issuerDn));
    all.put("identity.clientCert.serialNumber", certificate(ClientCertificate::serialNumber));
    all.put("identity.clientCert.validity.notBefore", certificate(ClientCertificate::notBefore));
    all.put("identity.clientCert.validity.notAfter", certificate(ClientCertificate::notAfter));
  }

  private static ContextVariable certificate(Function<ClientCertificate, String> value) {
    return exchange -> {
      ClientCertificate presented = exchange.request().connection().clientCertificate();
      return presented == null ? null : value.apply(presented);
    };
  }
}
