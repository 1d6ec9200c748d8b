package gatehouse.authorize.policy;

import gatehouse.http.AddressRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a condition block: a key, compared with values of which one must fit, or none where
 * the operator negates. A key that an attempt has no value of fits negating operators only.
 *
 * <p>AWS: "IAM JSON policy elements: Condition operators".
 *
 * @param key in lower case
 * @param negated whether no value may fit
 * @param fits whether one of the values does
 */
record Condition(String key, boolean negated, Predicate<String> fits) {

  /** Makes the comparison with one value. */
  private interface Operator {
    /**
     * Reads a value of the policy.
     *
     * @throws IllegalArgumentException with the fault and its remedy
     */
    Predicate<String> with(String value);
  }

  private static final Map<String, Operator> OPERATORS = new TreeMap<>();

  static {
    OPERATORS.put("StringEquals", value -> value::equals);
    OPERATORS.put("StringEqualsIgnoreCase", value -> value::equalsIgnoreCase);
    OPERATORS.put("StringLike", value -> text -> Wildcards.match(value, text));
    OPERATORS.put("IpAddress", value -> AddressRange.parse(value)::contains);
    OPERATORS.put("Bool", Condition::bool);
  }

  private static final Map<String, String> NEGATIONS =
      Map.of(
          "StringNotEquals", "StringEquals",
          "StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase",
          "StringNotLike", "StringLike",
          "NotIpAddress", "IpAddress");

  /**
   * Reads a condition.
   *
   * @param operator of AWS
   * @param values at least one
   * @throws IllegalArgumentException with the fault and its remedy; a condition that is not
   *     understood is never left out
   */
  static Condition of(String operator, String key, List<String> values) {
    String positive = NEGATIONS.get(operator);
    Operator comparison = OPERATORS.get(positive == null ? operator : positive);
    if (comparison == null) {
      throw new IllegalArgumentException(
          "is no condition operator that this version of Gatehouse supports: write one of %s and %s, or remove the statement"
              .formatted(
                  String.join(", ", OPERATORS.keySet()),
                  String.join(", ", new TreeMap<>(NEGATIONS).keySet())));
    }
    String lower = key.toLowerCase(Locale.ROOT);
    if (!ConditionKey.ALL.contains(lower)) {
      throw new IllegalArgumentException(
          "asks for a key that this version of Gatehouse does not know: write one of aws:SourceIp, aws:SecureTransport, aws:UserAgent and aws:Referer, or remove the statement");
    }
    Predicate<String> fits = text -> false;
    for (String value : values) {
      fits = fits.or(comparison.with(value));
    }
    return new Condition(lower, positive != null, fits);
  }

  /** Whether an attempt meets it. */
  boolean isMet(Map<String, String> keys) {
    @Nullable String value = keys.get(key);
    return value == null ? negated : fits.test(value) != negated;
  }

  private static Predicate<String> bool(String value) {
    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      throw new IllegalArgumentException("must be true or false: correct it");
    }
    return value::equalsIgnoreCase;
  }
}
