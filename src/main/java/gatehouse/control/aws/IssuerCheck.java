package gatehouse.control.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    String issuer = issuer(operation, body);
    if (mode == Mode.ON && issuer != null && !answered(hasKeys.apply(issuer))) {
      throw AwsException.badRequest(
          "Caught exception when connecting to %s/.well-known/openid-configuration for issuer %s. Please try again later. Error: Invalid issuer: %s. Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'"
              .formatted(issuer.replaceAll("/$", ""), issuer, issuer));
    }
  }

  /**
   * Looks when an operation has been done; does not block.
   *
   * @param labels of its path
   * @param reply that tells the authorizer
   */
  void after(String operation, ObjectNode body, Map<String, String> labels, Reply reply) {
    String issuer = issuer(operation, body);
    if (mode != Mode.WARN || issuer == null) {
      return;
    }
    ObjectNode made = reply.body() == null ? null : JsonTree.parse(reply.body());
    String authorizer = made == null ? null : JsonTree.text(made, "authorizerId");
    String api = labels.get("apiId");
    hasKeys
        .apply(issuer)
        .thenAccept(
            found -> {
              if (!found) {
                LOG.log(
                    Level.WARNING,
                    "the issuer {0} of authorizer {1} of API {2} has no keys at present: until it has, the authorizer''s routes let nobody through",
                    issuer,
                    authorizer,
                    api);
              }
            });
  }

  /** Null when there is nothing to look at. */
  private static @Nullable String issuer(String operation, ObjectNode body) {
    return OPERATIONS.contains(operation)
        ? JsonTree.text(JsonTree.objectOf(body, "jwtConfiguration"), "issuer")
        : null;
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
