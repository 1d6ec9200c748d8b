package gatehouse.testkit;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Verifies the signature of a request with AWS's own SDK, as a service does: what came is signed
 * once more, with the secret that both sides know, and the signatures are compared.
 *
 * @param region that it must be good for
 * @param service that it must be good for
 */
public record SignatureCheck(String region, String service, String secret) {

  /** The access key of the gateways under test. */
  public static final String KEY_ID = "AKIDGATEHOUSETESTS";

  /** Its secret. */
  public static final String SECRET = "the-secret-of-the-gateway-under-test";

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=(?<credential>[^,]+), SignedHeaders=(?<names>[a-z0-9;-]+), Signature=[0-9a-f]{64}");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What the signer itself adds. */
  private static final Set<String> ADDED =
      Set.of("x-amz-date", "x-amz-content-sha256", "x-amz-security-token");

  /** What must be signed where it is there: it decides what a service does. */
  private static final Set<String> DECIDING =
      Set.of("host", "content-type", "x-amz-date", "x-amz-target");

  /** What is wrong with the signature; nothing when it is good. */
  public List<String> faults(RecordedRequest request) {
    return faults(request.method(), request.target(), request.head().fields(), request.body());
  }

  /** What is wrong with the signature; nothing when it is good. */
  public List<String> faults(String method, String target, List<Field> fields, byte[] body) {
    List<String> authorizations = values(fields, "authorization");
    Matcher parts = AUTHORIZATION.matcher(String.join("\n", authorizations));
    if (!parts.matches()) {
      return List.of("no signature: " + authorizations);
    }
    List<String> faults = new ArrayList<>();
    List<String> names = List.of(parts.group("names").split(";"));
    for (String name : DECIDING) {
      if (!values(fields, name).isEmpty() && !names.contains(name)) {
        faults.add("not signed: " + name);
      }
    }
    String date = String.join("\n", values(fields, "x-amz-date"));
    Instant signed = DATE.parse(date, Instant::from);
    String scope =
        "%s/%s/%s/%s/aws4_request".formatted(KEY_ID, date.substring(0, 8), region, service);
    if (!parts.group("credential").equals(scope)) {
      faults.add("signed for " + parts.group("credential"));
    }
    if (!signedAgain(method, target, fields, body, names, signed).equals(authorizations.get(0))) {
      faults.add("another signature");
    }
    return faults;
  }

  private String signedAgain(
      String method,
      String target,
      List<Field> fields,
      byte[] body,
      List<String> names,
      Instant time) {
    String host = values(fields, "host").get(0);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("http://" + host + target));
    for (String name : names) {
      if (!ADDED.contains(name)) {
        values(fields, name).forEach(value -> request.appendHeader(name, value));
      }
    }
    return AwsV4HttpSigner.create()
        .sign(
            in ->
                in.identity(AwsCredentialsIdentity.create(KEY_ID, secret))
                    .request(request.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }

  private static List<String> values(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }
}
