package gatehouse.testkit;

import gatehouse.aws.RequestSigning;
import gatehouse.http.Account;
import gatehouse.service.Services;
import gatehouse.upstream.Outbound;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** Services for tests: those of AWS, without a signature. */
public final class TestServices {

  private TestServices() {}

  /** Services that are called this way. */
  public static Services of(Outbound outbound, ScheduledExecutorService clock) {
    return new Services(outbound, RequestSigning.NONE, clock, Map.of(), Account.DEFAULT.region());
  }
}
