package gatehouse.testkit;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with AWS's own SDK.
 *
 * @param token of the session; null for a key that lasts
 * @param service that signatures are for
 */
public record SigV4(
    String keyId, String secret, String token, String region, Clock clock, String service) {

  /** Signs calls of APIs. */
  public SigV4(String keyId, String secret, String token, String region, Clock clock) {
    this(keyId, secret, token, region, clock, "execute-api");
  }

  /** Signs what a service of AWS is asked. */
  public SigV4 asking(String otherService) {
    return new SigV4(keyId, secret, token, region, clock, otherService);
  }

  /** Where the signature is, and what it covers. */
  public enum Form {
    /** In {@code Authorization}; the body's hash is in a field of its own. */
    HEADER,
    /** In {@code Authorization}; the body is not signed. */
    UNSIGNED_PAYLOAD,
    /** In the query, for ten minutes. */
    PRESIGNED
  }

  /** What the client sends. */
  public record Signed(String target, List<Field> headers) {}

  /**
   * Signs a request.
   *
   * @param headers Host among them; all are signed
   */
  public Signed sign(String method, String target, List<Field> headers, byte[] body, Form form) {
    String host =
        headers.stream()
            .filter(field -> field.name().equalsIgnoreCase("Host"))
            .findFirst()
            .orElseThrow()
            .value();
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("https://" + host + target));
    headers.forEach(field -> request.appendHeader(field.name(), field.value()));
    AwsCredentialsIdentity identity =
        token == null
            ? AwsCredentialsIdentity.create(keyId, secret)
            : AwsSessionCredentialsIdentity.create(keyId, secret, token);
    SignRequest.Builder<AwsCredentialsIdentity> signing =
        SignRequest.builder(identity)
            .request(request.build())
            .payload(() -> new ByteArrayInputStream(body))
            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
            .putProperty(HttpSigner.SIGNING_CLOCK, clock);
    if (form == Form.UNSIGNED_PAYLOAD) {
      signing.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
    }
    if (form == Form.PRESIGNED) {
      signing
          .putProperty(
              AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
          .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10));
    }
    SdkHttpRequest signed = AwsV4HttpSigner.create().sign(signing.build()).request();
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : signed.headers().entrySet()) {
      entry.getValue().forEach(value -> fields.add(new Field(entry.getKey(), value)));
    }
    return new Signed(
        form == Form.PRESIGNED
            ? signed.encodedPath() + "?" + signed.encodedQueryParameters().orElseThrow()
            : target,
        fields);
  }
}
