package gatehouse.http;

/**
 * The fields in which a proxy tells where a request comes from, or which resource it is really for.
 * From anybody but a trusted proxy they are mere claims, and go no further.
 */
public final class ForwardingClaims {

  private static final FieldNames NAMES =
      FieldNames.of(
          "Forwarded",
          "Forwarded-For",
          "X-Forwarded",
          "X-Original-Forwarded-For",
          "X-Original-Host",
          "X-Original-URL",
          "X-Rewrite-URL",
          "X-Real-IP",
          "True-Client-IP",
          "Client-IP",
          "X-Client-IP",
          "X-Cluster-Client-IP",
          "CF-Connecting-IP",
          "Fastly-Client-IP");
  private static final String PREFIX = "x-forwarded-";

  private ForwardingClaims() {}

  /** Whether a field of this name is one; some servers take an underscore for a hyphen. */
  public static boolean include(String name) {
    String dashed = name.indexOf('_') < 0 ? name : name.replace('_', '-');
    return dashed.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || NAMES.contains(dashed);
  }
}
