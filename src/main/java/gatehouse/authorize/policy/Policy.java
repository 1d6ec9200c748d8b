package gatehouse.authorize.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * A policy of AWS IAM: statements that allow or deny actions on resources. Actions compare without
 * regard to case, resources with it; wildcards are {@code *} and {@code ?} and reach across colons
 * and slashes. Immutable and safe for use by several threads.
 *
 * <p>AWS: "Grammar of the IAM JSON policy language" and "Policy evaluation logic".
 */
public final class Policy {

  private final List<Statement> statements;

  private Policy(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a policy document. It is read strictly: whatever of it is not understood could change
   * what it allows.
   *
   * @throws IllegalArgumentException with the place in the document, its fault and the remedy, in
   *     one line such as {@code Statement[0].Effect: is missing: …}
   */
  public static Policy parse(JsonNode document) {
    return new Policy(PolicyJson.read(document));
  }

  /**
   * Reads a policy document from JSON.
   *
   * @throws IllegalArgumentException as {@link #parse(JsonNode)} does, and when it is no JSON
   */
  public static Policy parse(byte[] document) {
    return parse(JsonTree.parse(document));
  }

  /** What the policy says: a statement that denies counts more than any that allow. */
  public Decision decide(Attempt attempt) {
    String action = attempt.action().toLowerCase(Locale.ROOT);
    Decision decision = Decision.NO_MATCH;
    for (Statement statement : statements) {
      if (statement.covers(action, attempt.resource(), attempt.keys())) {
        if (!statement.allows()) {
          return Decision.DENY;
        }
        decision = Decision.ALLOW;
      }
    }
    return decision;
  }

  /** What the policy says of an attempt of which nothing but this is known. */
  public Decision decide(String action, String resourceArn) {
    return decide(Attempt.of(action, resourceArn));
  }

  @Override
  public String toString() {
    return "Policy of " + statements.size() + " statements";
  }
}
