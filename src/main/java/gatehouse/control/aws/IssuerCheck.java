package gatehouse.control.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Looks whether the issuer of an authorizer of tokens is there, when the authorizer is made or
 * changed.
 *
 * <p>AWS: {@code CreateAuthorizer} and {@code UpdateAuthorizer} contact the issuer.
 *
 * @param mode what comes of it
 * @param hasKeys asks an issuer for its keys; does not block, and ends within a few seconds
 */
public record IssuerCheck(Mode mode, Function<String, CompletionStage<Boolean>> hasKeys) {

  private static final System.Logger LOG = System.getLogger("gatehouse.control");
  private static final Set<String> OPERATIONS = Set.of("CreateAuthorizer", "UpdateAuthorizer");
  private static final int LONGEST_SECONDS = 5;

  /** What comes of it. */
  public enum Mode {
    /** Nobody is asked. */
    OFF,
    /** One that cannot be reached is told in the log, behind the answer. */
    WARN,
    /** One that cannot be reached refuses the operation, as on AWS. */
    ON
  }

  /**
   * Looks before an operation begins; may block for some seconds.
   *
   * @throws AwsException when the issuer cannot be reached, and must be
   */
  void before(String operation, ObjectNode body) {
    String issuer = JsonTree.text(JsonTree.objectOf(body, "jwtConfiguration"), "issuer");
    if (mode == Mode.OFF || issuer == null || !OPERATIONS.contains(operation)) {
      return;
    }
    CompletionStage<Boolean> asked = hasKeys.apply(issuer);
    if (mode == Mode.WARN) {
      asked.thenAccept(
          found -> {
            if (!found) {
              LOG.log(
                  Level.WARNING,
                  "an authorizer was made whose issuer has no keys at present: until it has, its routes let nobody through");
            }
          });
    } else if (!answered(asked)) {
      throw AwsException.badRequest(
          "Caught exception when connecting to %s/.well-known/openid-configuration for issuer %s. Please try again later. Error: Invalid issuer: %s. Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'"
              .formatted(issuer.replaceAll("/$", ""), issuer, issuer));
    }
  }

  private static boolean answered(CompletionStage<Boolean> asked) {
    try {
      return asked.toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
