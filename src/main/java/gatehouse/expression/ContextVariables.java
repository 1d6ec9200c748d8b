package gatehouse.expression;

import gatehouse.http.Exchange;
import gatehouse.http.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All variables of {@code $context}, by the names that AWS gives them.
 *
 * <p>AWS: "Customize HTTP API access logs", its table of variables. Parameter mappings may use the
 * same ones; what is not known yet when they do has no value. Where AWS's table contradicts itself
 * on Lambda integrations, {@code integration.status} is what the function answered, and {@code
 * integrationStatus} and {@code integration.integrationStatus} what Lambda did.
 */
public final class ContextVariables {

  private static final String AUTHORIZER = "authorizer.";
  private static final String CLAIMS = "authorizer.claims";

  /** AWS: "context variable names may only contain . and _ as special characters". */
  private static final Pattern AUTHORIZER_NAME =
      Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");

  private static final ContextVariable NEVER = exchange -> null;
  private static final Map<String, ContextVariable> KNOWN = known();
  private static final Set<String> NAMES = names(KNOWN);

  private ContextVariables() {}

  /**
   * A variable.
   *
   * @param name without {@code $context.}, for example {@code identity.sourceIp}; case counts
   * @return null when AWS has no such variable
   */
  public static @Nullable ContextVariable find(String name) {
    ContextVariable known = KNOWN.get(name);
    if (known != null || !name.startsWith(AUTHORIZER)) {
      return known;
    }
    String value = name.substring(AUTHORIZER.length());
    return AUTHORIZER_NAME.matcher(value).matches()
        ? exchange -> exchange.caller().authorizerValue(value)
        : null;
  }

  /**
   * All names as AWS's table has them, for hints: {@code authorizer.claims.property} and {@code
   * authorizer.property} stand for names of any property.
   */
  public static Set<String> names() {
    return NAMES;
  }

  private static Set<String> names(Map<String, ContextVariable> known) {
    Set<String> names = new LinkedHashSet<>(known.keySet());
    names.remove(CLAIMS);
    names.add(AUTHORIZER + "claims.property");
    names.add(AUTHORIZER + "principalId");
    names.add(AUTHORIZER + "property");
    return Collections.unmodifiableSet(names);
  }

  private static Map<String, ContextVariable> known() {
    Map<String, ContextVariable> all = new LinkedHashMap<>();
    RequestVariables.addTo(all);
    IdentityVariables.addTo(all);
    all.put(CLAIMS, NEVER);
    addOutcome(all);
    return Collections.unmodifiableMap(all);
  }

  private static void addOutcome(Map<String, ContextVariable> all) {
    all.put("authorizer.error", text(Outcome::authorizerError));
    all.put("error.message", text(Outcome::errorMessage));
    all.put("error.messageString", text(outcome -> quoted(outcome.errorMessage())));
    all.put("error.responseType", text(Outcome::errorType));
    all.put("awsEndpointRequestId", text(Outcome::endpointRequestId));
    all.put("integration.requestId", text(Outcome::endpointRequestId));
    all.put("awsEndpointRequestId2", text(Outcome::endpointRequestId2));
    all.put("integrationErrorMessage", text(Outcome::integrationError));
    all.put("integration.error", text(Outcome::integrationError));
    all.put("integrationStatus", status(Outcome::integrationStatus));
    all.put("integration.integrationStatus", status(Outcome::integrationStatus));
    all.put("integration.status", status(Outcome::functionStatus));
    all.put("integrationLatency", millis(Outcome::integrationNanos));
    all.put("integration.latency", millis(Outcome::integrationNanos));
    all.put("responseLatency", millis(Outcome::nanos));
    all.put("responseLength", atTheEnd(Outcome::responseBytes));
    all.put("dataProcessed", atTheEnd(o -> o.requestBytes() + o.responseBytes()));
    all.put("status", status(Outcome::status));
  }

  private static ContextVariable text(Function<Outcome, @Nullable String> value) {
    return exchange -> value.apply(exchange.outcome());
  }

  private static ContextVariable status(ToLongFunction<Outcome> value) {
    return exchange -> {
      long status = value.applyAsLong(exchange.outcome());
      return status == 0 ? null : Long.toString(status);
    };
  }

  private static ContextVariable millis(ToLongFunction<Outcome> nanos) {
    return exchange -> {
      long value = nanos.applyAsLong(exchange.outcome());
      return value == Outcome.NONE ? null : Long.toString(TimeUnit.NANOSECONDS.toMillis(value));
    };
  }

  /** A number of bytes, which is none before all of them have passed. */
  private static ContextVariable atTheEnd(ToLongFunction<Outcome> bytes) {
    return (Exchange exchange) ->
        exchange.outcome().nanos() == Outcome.NONE
            ? null
            : Long.toString(bytes.applyAsLong(exchange.outcome()));
  }

  /** As JSON writes a string. Messages are our own and hold nothing else to escape. */
  private static @Nullable String quoted(@Nullable String message) {
    return message == null ? null : '"' + message.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
