package gatehouse.authorize.iam;

import gatehouse.http.Headers;
import gatehouse.http.QueryParameters;
import gatehouse.http.Request;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the two forms of a signature: the field {@code Authorization}, and the query of a presigned
 * URL. Whatever could be read in two ways is refused.
 *
 * <p>AWS: "Authentication methods" of the IAM User Guide.
 */
final class ClaimReader {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String PAYLOAD_HASH = "X-Amz-Content-Sha256";
  private static final long LONGEST_VALIDITY_SECONDS = Duration.ofDays(7).toSeconds();
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern VALIDITY = Pattern.compile("[0-9]{1,6}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}|" + Claim.UNSIGNED_PAYLOAD);
  static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private final Request request;

  private ClaimReader(Request request) {
    this.request = request;
  }

  static Claim read(Request request) {
    ClaimReader reader = new ClaimReader(request);
    boolean isPresigned =
        !QueryParameters.values(request.query(), "X-Amz-Algorithm").isEmpty()
            || !QueryParameters.values(request.query(), "X-Amz-Signature").isEmpty();
    String authorization = reader.field("Authorization");
    if (isPresigned && authorization != null) {
      throw Denied.incomplete("there are two signatures: one in the query, one in Authorization");
    }
    if (!isPresigned && authorization == null) {
      throw Denied.unsigned();
    }
    return authorization == null ? reader.presigned() : reader.signed(authorization);
  }

  private Claim signed(String authorization) {
    if (!authorization.startsWith(ALGORITHM + " ")) {
      throw Denied.incomplete("Authorization does not start with " + ALGORITHM);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : authorization.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0
          || parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip())
              != null) {
        throw Denied.incomplete("Authorization has something that is no part of it");
      }
    }
    String timestamp = field("X-Amz-Date");
    return claim(
        part(parts, "Credential"),
        part(parts, "SignedHeaders"),
        part(parts, "Signature"),
        timestamp == null ? ofDate(field("Date")) : timestamp,
        null,
        field("X-Amz-Security-Token"));
  }

  private Claim presigned() {
    if (!parameter("X-Amz-Algorithm").equals(ALGORITHM)) {
      throw Denied.incomplete("X-Amz-Algorithm is not " + ALGORITHM);
    }
    String validity = parameter("X-Amz-Expires");
    long seconds = VALIDITY.matcher(validity).matches() ? Long.parseLong(validity) : 0;
    if (seconds < 1 || seconds > LONGEST_VALIDITY_SECONDS) {
      throw Denied.incomplete("X-Amz-Expires is not 1 to 604800 seconds");
    }
    return claim(
        parameter("X-Amz-Credential"),
        parameter("X-Amz-SignedHeaders"),
        parameter("X-Amz-Signature"),
        parameter("X-Amz-Date"),
        Duration.ofSeconds(seconds),
        optionalParameter("X-Amz-Security-Token"));
  }

  private Claim claim(
      String credential,
      String signedHeaders,
      String signature,
      String timestamp,
      @Nullable Duration validity,
      @Nullable String sessionToken) {
    if (!SIGNATURE.matcher(signature).matches()) {
      throw Denied.incomplete("the signature is not 64 hexadecimal digits");
    }
    return new Claim(
        Scope.parse(credential),
        signedHeaders(signedHeaders),
        signature,
        timestamp,
        time(timestamp),
        validity,
        sessionToken,
        payloadHash(validity != null));
  }

  /** All that must be signed is: the host, and what speaks to AWS. */
  private List<String> signedHeaders(String text) {
    List<String> names = List.of(text.split(";", -1));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!name.equals(name.toLowerCase(Locale.ROOT))
          || (i > 0 && names.get(i - 1).compareTo(name) >= 0)) {
        throw Denied.incomplete("the signed headers are not in lower case and in order");
      }
      if (!request.headers().contains(name)) {
        throw Denied.incomplete("a header that is signed is not there");
      }
    }
    if (!names.contains("host")) {
      throw Denied.incomplete("the header Host is not signed");
    }
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i).toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-") && !names.contains(name)) {
        throw Denied.incomplete("a header that starts with x-amz- is not signed");
      }
    }
    return names;
  }

  private @Nullable String payloadHash(boolean isPresigned) {
    String hash = field(PAYLOAD_HASH);
    if (hash == null && isPresigned) {
      hash = optionalParameter("X-Amz-Content-SHA256");
    }
    if (hash != null && !HASH.matcher(hash).matches()) {
      throw Denied.incomplete("x-amz-content-sha256 is neither a hash nor UNSIGNED-PAYLOAD");
    }
    return hash;
  }

  private static String part(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null) {
      throw Denied.incomplete("Authorization has no " + name);
    }
    return value;
  }

  private @Nullable String field(String name) {
    List<String> values = request.headers().all(name);
    if (values.size() > 1) {
      throw Denied.incomplete("there is more than one " + name);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private String parameter(String name) {
    String value = optionalParameter(name);
    if (value == null) {
      throw Denied.incomplete("the query has no " + name);
    }
    return value;
  }

  private @Nullable String optionalParameter(String name) {
    List<String> values = QueryParameters.values(request.query(), name);
    if (values.size() > 1) {
      throw Denied.incomplete("there is more than one " + name);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private static Instant time(String timestamp) {
    try {
      return ZonedDateTime.parse(timestamp, TIMESTAMP).toInstant();
    } catch (DateTimeException e) {
      throw Denied.incomplete("the date is not of the form 20200312T190358Z");
    }
  }

  /** Of a date as HTTP writes it (RFC 9110, section 5.6.7), or as AWS does. */
  private static String ofDate(@Nullable String date) {
    if (date == null) {
      throw Denied.incomplete("there is neither X-Amz-Date nor Date");
    }
    try {
      return TIMESTAMP.format(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return date;
    }
  }
}
