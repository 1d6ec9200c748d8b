package gatehouse.upstream.pool;

import gatehouse.upstream.TlsProfile;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is to be. Immutable; equal when nothing is different.
 *
 * @param members at least one with a weight; none while nobody is known to be there
 * @param security null for plain HTTP
 * @param check null when nobody asks the members how they are
 * @param ejection when a member that fails is left alone
 * @param maxConnections open connections to one member; null for the usual limit
 * @param retries how often a request is tried again; null for the usual number
 */
public record PoolSettings(
    List<Member> members,
    @Nullable Security security,
    @Nullable Check check,
    Ejection ejection,
    @Nullable Integer maxConnections,
    @Nullable Integer retries) {

  /** With a copy of this list. */
  public PoolSettings {
    members = List.copyOf(members);
  }

  /**
   * A host of the pool.
   *
   * @param host a name or an address
   * @param port 1 to 65535
   * @param weight its share, relative to the others'; 0 for none
   */
  public record Member(String host, int port, int weight) {

    /** What tells it from the others. */
    String key() {
      return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
  }

  /**
   * How connections are secured.
   *
   * @param trusted null for what the gateway trusts otherwise
   * @param identity null when the gateway shows no certificate of this pool's
   */
  public record Security(
      @Nullable List<X509Certificate> trusted, TlsProfile.@Nullable Identity identity) {}

  /**
   * How members are asked how they are.
   *
   * @param path and query of the request
   * @param interval between the end of a check and the next one, give or take a tenth
   * @param timeout until the head of the answer
   * @param healthyThreshold as many good answers in a row bring a member back
   * @param unhealthyThreshold as many bad ones in a row take it out
   * @param lowestStatus of a good answer
   * @param highestStatus of a good answer
   */
  public record Check(
      String path,
      Duration interval,
      Duration timeout,
      int healthyThreshold,
      int unhealthyThreshold,
      int lowestStatus,
      int highestStatus) {}

  /**
   * When a member that fails is left alone.
   *
   * @param maxFailures as many failures in a row eject it; 0 for never
   * @param first how long the first time; each further time without a success is twice as long
   * @param longest how long at most
   */
  public record Ejection(int maxFailures, Duration first, Duration longest) {

    /** Never. */
    public static final Ejection NONE = new Ejection(0, Duration.ZERO, Duration.ZERO);
  }
}
