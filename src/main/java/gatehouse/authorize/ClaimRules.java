package gatehouse.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.Authorizer.JwtAuthorizer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the claims of a token whose signature is right must be like. There is no leeway for clocks
 * that differ: AWS tells of none.
 *
 * <p>AWS: "Control access to HTTP APIs with JWT authorizers".
 *
 * @param issuer what {@code iss} must be, literally
 * @param audience one of which the token must be for
 */
record ClaimRules(String issuer, List<String> audience) {

  /** The end of the year 9999: what is beyond is no time. */
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  static ClaimRules of(JwtAuthorizer authorizer) {
    return new ClaimRules(authorizer.issuer(), authorizer.audience());
  }

  /**
   * Checks all of them.
   *
   * @throws TokenFault when one of them does not hold
   */
  void check(ObjectNode claims, Instant now) {
    JsonNode iss = claims.path("iss");
    require(iss.isTextual() && iss.textValue().equals(issuer), TokenFault.ISSUER);
    // Also an `aud` that makes no sense is there: `client_id` does not make up for it.
    JsonNode intended = claims.has("aud") ? claims.get("aud") : claims.path("client_id");
    require(isIntended(intended, claims.has("aud")), TokenFault.AUDIENCE);
    BigDecimal time =
        BigDecimal.valueOf(now.getEpochSecond()).add(BigDecimal.valueOf(now.getNano(), 9));
    JsonNode exp = claims.path("exp");
    require(isTime(exp), TokenFault.NO_EXPIRY);
    require(exp.decimalValue().compareTo(time) > 0, TokenFault.EXPIRED);
    require(isPast(claims, "nbf", time), TokenFault.NOT_YET);
    require(isPast(claims, "iat", time), TokenFault.BEFORE_ISSUED);
  }

  /** The scopes of a token: {@code scp}, else {@code scope}; in one string, or a list of them. */
  static List<String> scopes(ObjectNode claims) {
    JsonNode value = claims.has("scp") ? claims.get("scp") : claims.path("scope");
    List<String> scopes = new ArrayList<>();
    if (value.isTextual()) {
      for (String scope : value.textValue().split("\\s+", -1)) {
        if (!scope.isEmpty()) {
          scopes.add(scope);
        }
      }
    } else if (value.isArray()) {
      for (JsonNode scope : value) {
        if (scope.isTextual()) {
          scopes.add(scope.textValue());
        }
      }
    }
    return scopes;
  }

  private boolean isIntended(JsonNode value, boolean mayBeList) {
    if (value.isArray() && mayBeList) {
      for (JsonNode element : value) {
        if (isIntended(element, false)) {
          return true;
        }
      }
      return false;
    }
    return value.isTextual() && audience.contains(value.textValue());
  }

  private static boolean isPast(ObjectNode claims, String name, BigDecimal now) {
    JsonNode time = claims.path(name);
    return time.isMissingNode() || (isTime(time) && time.decimalValue().compareTo(now) <= 0);
  }

  private static boolean isTime(JsonNode value) {
    return value.isNumber() && value.decimalValue().compareTo(LATEST) <= 0;
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new TokenFault(fault);
    }
  }
}
