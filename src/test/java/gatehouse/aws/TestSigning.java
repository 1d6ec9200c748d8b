package gatehouse.aws;

import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Signing for tests: with credentials that nobody has to find. */
public final class TestSigning {

  private TestSigning() {}

  /** Signs with these credentials, by the clock of the machine. */
  public static AwsSigning of(String keyId, String secret) {
    return new AwsSigning(() -> AwsBasicCredentials.create(keyId, secret), Clock.systemUTC());
  }
}
