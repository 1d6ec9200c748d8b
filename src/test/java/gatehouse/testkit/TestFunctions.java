package gatehouse.testkit;

import gatehouse.aws.RequestSigning;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.upstream.Outbound;
import java.util.concurrent.ScheduledExecutorService;

/** Functions for tests: those of {@code functions/}, and others without a signature. */
public final class TestFunctions {

  private TestFunctions() {}

  /** Functions that are called this way. */
  public static InvokedFunctions of(Outbound outbound, ScheduledExecutorService clock) {
    return new InvokedFunctions(outbound, RequestSigning.NONE, clock, null);
  }
}
