package gatehouse.lambda;

import gatehouse.aws.AwsDomain;
import gatehouse.aws.RequestSigning;
import gatehouse.config.FunctionArn;
import gatehouse.config.LocalFunction;
import gatehouse.config.ResolvedUri;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Outbound;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Functions that are called by Lambda's Invoke API: at AWS, with a signature; at another endpoint
 * that the operator has set, likewise; or where {@code functions/} says, without one.
 */
public final class InvokedFunctions implements Functions {

  private final Outbound outbound;
  private final RequestSigning signing;
  private final @Nullable ScheduledExecutorService clock;
  private final @Nullable Origin endpoint;
  private volatile Map<String, LocalFunction> local = Map.of();

  /**
   * Functions.
   *
   * @param clock for deadlines; null when there are none
   * @param endpoint instead of AWS's; null for AWS's of the function's region
   */
  public InvokedFunctions(
      Outbound outbound,
      RequestSigning signing,
      @Nullable ScheduledExecutorService clock,
      @Nullable Origin endpoint) {
    this.outbound = outbound;
    this.signing = signing;
    this.clock = clock;
    this.endpoint = endpoint;
  }

  /** From now on, these functions run elsewhere; functions that were found before stay. */
  public void locate(Iterable<LocalFunction> functions) {
    Map<String, LocalFunction> byName = new HashMap<>();
    functions.forEach(function -> byName.put(function.qualifiedName(), function));
    local = Map.copyOf(byName);
  }

  @Override
  public Function of(FunctionArn arn) {
    LocalFunction qualified = local.get(arn.qualifiedName());
    LocalFunction found = qualified == null ? local.get(arn.name()) : qualified;
    InvokeTarget target = found == null ? atAws(arn) : elsewhere(arn, found);
    return new InvokedFunction(outbound, target, clock);
  }

  /** By its whole ARN: a name alone would be looked for in the account of the credentials. */
  private InvokeTarget atAws(FunctionArn arn) {
    String host = "lambda." + arn.region() + '.' + AwsDomain.of(arn.region());
    Origin origin = endpoint == null ? new Origin("https", host, 443) : endpoint;
    FunctionArn bare =
        new FunctionArn(arn.partition(), arn.region(), arn.accountId(), arn.name(), null);
    return new InvokeTarget(
        Destination.of(origin),
        path("", bare.toString().replace(":", "%3A"), arn.qualifier()),
        signing,
        new RequestSigning.Scope(arn.region(), "lambda"),
        false);
  }

  private static InvokeTarget elsewhere(FunctionArn arn, LocalFunction function) {
    ResolvedUri uri = function.endpoint();
    boolean emulator = function.kind() == LocalFunction.Kind.RUNTIME_INTERFACE_EMULATOR;
    return new InvokeTarget(
        Destination.of(new Origin(uri.scheme(), uri.host(), uri.port())),
        emulator
            ? path(function.pathPrefix(), "function", null)
            : path(function.pathPrefix(), arn.name(), arn.qualifier()),
        RequestSigning.NONE,
        new RequestSigning.Scope(arn.region(), "lambda"),
        emulator);
  }

  private static String path(String prefix, String function, @Nullable String qualifier) {
    String path = prefix + "/2015-03-31/functions/" + function + "/invocations";
    return qualifier == null ? path : path + "?Qualifier=" + qualifier.replace("$", "%24");
  }
}
