package gatehouse.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.net.InetAddressUtils;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of upstream hosts, looked up on threads of their own: the JDK's look-up blocks, and
 * HttpClient's pool would do it on the thread that brings the request.
 *
 * <p>An address that is older than {@code refreshNanos} is looked up anew beside the traffic. One
 * that is older than twice that serves only when the look-up has failed; so a change takes effect
 * in that time, and an outage of the name service does not become one of the gateway. The names
 * come from configurations, and stay known until the end: their number is that of all that were
 * ever served.
 */
final class HostAddresses implements DnsResolver {

  private static final CompletionStage<?> READY = CompletableFuture.completedStage(null);

  private final Executor lookups;
  private final DnsResolver source;
  private final LongSupplier nanoTime;
  private final long refreshNanos;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private volatile boolean closed;

  HostAddresses(Executor lookups, DnsResolver source, LongSupplier nanoTime, long refreshNanos) {
    this.lookups = lookups;
    this.source = source;
    this.nanoTime = nanoTime;
    this.refreshNanos = refreshNanos;
  }

  /** Completed when {@link #resolve} can answer at once, with an error when it never can. */
  CompletionStage<?> prepare(String host) {
    Entry entry = entries.computeIfAbsent(host, name -> new Entry(isLiteral(name)));
    return entry.isLiteral ? READY : entry.prepare(host);
  }

  /** Fails everybody who waits for a look-up, now and from now on. */
  void close() {
    closed = true;
    entries.values().forEach(Entry::giveUp);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    if (isLiteral(host)) {
      return InetAddress.getAllByName(host);
    }
    Entry entry = entries.get(host);
    InetAddress[] known = entry == null ? null : entry.addresses;
    if (known == null) {
      throw new UnknownHostException(host);
    }
    return known.clone();
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static boolean isLiteral(String host) {
    return InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host);
  }

  private final class Entry {

    /** Whether the name is an address itself; found out once, and asked for each request. */
    private final boolean isLiteral;

    private volatile InetAddress @Nullable [] addresses;
    private volatile long lookedUp;
    private volatile boolean failed;
    private @Nullable CompletableFuture<@Nullable Void> running;

    Entry(boolean isLiteral) {
      this.isLiteral = isLiteral;
    }

    CompletionStage<?> prepare(String host) {
      boolean known = addresses != null;
      long age = nanoTime.getAsLong() - lookedUp;
      if (known && age < refreshNanos) {
        return READY;
      }
      CompletableFuture<@Nullable Void> lookup = lookUp(host);
      boolean serves = known && (failed || age < 2 * refreshNanos);
      return serves ? READY : lookup;
    }

    private CompletableFuture<@Nullable Void> lookUp(String host) {
      CompletableFuture<@Nullable Void> lookup;
      synchronized (this) {
        if (running != null) {
          return running;
        }
        lookup = new CompletableFuture<>();
        running = lookup;
      }
      try {
        lookups.execute(() -> run(host, lookup));
      } catch (RejectedExecutionException e) {
        giveUp();
      } catch (Error e) {
        // No thread could be made: whoever comes next tries again.
        over(lookup);
        lookup.completeExceptionally(new IllegalStateException("the look-up failed", e));
      }
      if (closed) {
        giveUp();
      }
      return lookup;
    }

    private void run(String host, CompletableFuture<@Nullable Void> lookup) {
      try {
        addresses = source.resolve(host);
        failed = false;
        over(lookup);
        lookup.complete(null);
      } catch (UnknownHostException | RuntimeException e) {
        failed = true;
        over(lookup);
        if (addresses == null) {
          lookup.completeExceptionally(e);
        } else {
          lookup.complete(null);
        }
      } catch (Error e) {
        over(lookup);
        lookup.completeExceptionally(new IllegalStateException("the look-up failed", e));
        throw e;
      }
    }

    private synchronized void over(CompletableFuture<@Nullable Void> lookup) {
      lookedUp = nanoTime.getAsLong();
      if (running == lookup) {
        running = null;
      }
    }

    void giveUp() {
      CompletableFuture<@Nullable Void> lookup;
      synchronized (this) {
        lookup = running;
        running = null;
      }
      if (lookup != null) {
        lookup.completeExceptionally(new UnknownHostException("closed"));
      }
    }
  }
}
