package gatehouse.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Judges a run: what has to be so, whether it is, and the numbers. */
final class Verdict {

  /** The most that heap and metaspace may rise over the last two thirds of a run, in KiB. */
  static final long MOST_RISE = 1_024;

  /** Shorter runs are not judged by what grows: JVM and pools of the server are warming up. */
  static final double SHORTEST_SECONDS = 290;

  /** Of threads and descriptors: the servers' pools breathe. */
  private static final long MOST_MORE = 8;

  private final List<Check> checks = new ArrayList<>();
  private final List<Sample> samples;
  private final Tally clients;
  private final Tally lines;

  /**
   * One demand.
   *
   * @param told the numbers
   */
  record Check(String demand, boolean met, String told) {}

  /**
   * A verdict on these samples, the first one taken before the load.
   *
   * @param clients what they counted
   * @param lines of access logs by status
   */
  Verdict(List<Sample> samples, Tally clients, Tally lines, int changes, int scrapes) {
    this.samples = samples;
    this.clients = clients;
    this.lines = lines;
    counts(scrapes);
    statuses();
    reloads(changes);
    leftovers();
    growth();
  }

  /** All demands in order. */
  List<Check> checks() {
    return checks;
  }

  /** Whether all are met. */
  boolean isGood() {
    return checks.stream().allMatch(Check::met);
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private void counts(int scrapes) {
    long sent = clients.matching(".*\\.sent");
    long staged = sent - clients.of(Kind.STAGELESS + ".sent");
    List<String> unexpected =
        clients.counts().entrySet().stream()
            .filter(entry -> entry.getKey().contains(".unexpected"))
            .map(Object::toString)
            .toList();
    check("clients get what they expect", unexpected.isEmpty(), "unexpected: " + unexpected);
    List<String> missing = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (clients.of(kind + ".sent") == 0) {
        missing.add(kind.toString());
      }
    }
    if (clients.of(Kind.THROTTLED + ".status.429") == 0) {
      missing.add("429");
    }
    check("every kind of request occurs, 429 too", missing.isEmpty(), "missing: " + missing);
    equal(
        "gatehouse_requests_total = requests sent to stages",
        last().metric("requests_total"),
        staged);
    equal("lines of access logs = requests sent to stages", lines.of("lines"), staged);
    equal(
        "gatehouse_exchanges_total = all requests sent, and those for metrics",
        last().metric("exchanges_total"),
        sent + scrapes);
    equal("access log lines lost", last().metric("access_log_lost_lines_total"), 0);
    equal("access log lines without a status", lines.of("malformed"), 0);
  }

  /** Clients that leave before an answer know no status; nobody else's may be told wrongly. */
  private void statuses() {
    long blind = 0;
    for (Kind kind : Kind.values()) {
      blind += kind.leavesBlind() ? clients.of(kind + ".sent") : 0;
    }
    long stageless = clients.of(Kind.STAGELESS + ".status.404");
    StringBuilder told = new StringBuilder();
    boolean right = true;
    long more = 0;
    TreeSet<String> statuses = new TreeSet<>();
    lines.counts().keySet().stream().filter(name -> name.matches("\\d+")).forEach(statuses::add);
    clients
        .counts()
        .keySet()
        .forEach(name -> statuses.add(name.replaceFirst(".*\\.status\\.", "")));
    statuses.removeIf(name -> !name.matches("\\d+"));
    for (String status : statuses) {
      long seen =
          clients.matching(".*\\.status\\." + status) - (status.equals("404") ? stageless : 0);
      long excess = lines.of(status) - seen;
      right &= excess >= 0;
      more += excess;
      told.append(
          "%s: %d%s; ".formatted(status, seen, excess == 0 ? "" : " %+d".formatted(excess)));
    }
    check(
        "each status as often in the access logs as at the clients, but for those who left before",
        right && more == blind,
        told + "left before: " + blind);
    equal(
        "4xx in metrics = in access logs",
        last().metric("client_errors_total"),
        lines.matching("4\\d\\d"));
    equal(
        "5xx in metrics = in access logs",
        last().metric("server_errors_total"),
        lines.matching("5\\d\\d"));
    equal(
        "gatehouse_throttled_requests_total = 429 at the clients",
        last().metric("throttled_requests_total"),
        clients.matching(".*\\.status\\.429"));
  }

  private void reloads(int changes) {
    equal("reloads that failed", last().metric("configuration_failed_loads_total"), 0);
    long loads = last().metric("configuration_loads_total");
    check(
        "most changes of the configuration are reloads of their own",
        loads >= changes * 8L / 10,
        loads + " reloads of " + changes + " changes");
  }

  private void leftovers() {
    equal("requests in flight at any pause", most(s -> s.metric("requests_in_flight"), samples), 0);
    equal(
        "exchanges in flight at any pause, but for the one that asks",
        most(s -> s.metric("exchanges_in_flight"), samples),
        1);
    equal(
        "connections in use at any pause",
        most(s -> s.metric("upstream_connections_leased"), samples),
        0);
    equal(
        "requests that wait for a connection at any pause",
        most(s -> s.metric("upstream_connections_pending"), samples),
        0);
  }

  private void growth() {
    List<Sample> loaded = samples.subList(1, samples.size());
    List<Sample> first = loaded.subList(0, Math.max(1, loaded.size() / 3));
    List<Sample> late = loaded.subList(loaded.size() / 3, loaded.size());
    bounded("threads", s -> s.usage().threads(), first, late, MOST_MORE);
    bounded("threads of Gatehouse", s -> s.usage().gatehouse(), first, late, 1);
    bounded("open descriptors", s -> s.usage().files(), first, late, MOST_MORE);
    // The fewest: a reload that takes several changes at once has more routes for a moment.
    long before = fewestSeries(first);
    long after = fewestSeries(late);
    check(
        "fewest series of metrics: at most 20 more in the last two thirds than in the first",
        !isJudged() || after <= before + 20,
        before + ", then " + after + reservation());
    flat("heap after GC", s -> s.usage().heap(), late);
    flat("metaspace", s -> s.usage().metaspace(), late);
  }

  private void bounded(
      String what, ToLongFunction<Sample> value, List<Sample> first, List<Sample> late, long more) {
    long before = most(value, first);
    long after = most(value, late);
    check(
        "%s: at most %d more in the last two thirds than in the first".formatted(what, more),
        !isJudged() || after <= before + more,
        before + ", then " + after + reservation());
  }

  private static long fewestSeries(List<Sample> samples) {
    return samples.stream()
        .mapToLong(sample -> Math.round(sample.metrics().get("series")))
        .min()
        .orElse(0);
  }

  private void flat(String what, ToLongFunction<Sample> value, List<Sample> late) {
    double rise = slope(value, late) * (last().seconds() - late.get(0).seconds());
    check(
        "%s: its regression line over the last two thirds rises by at most %d KiB"
            .formatted(what, MOST_RISE),
        !isJudged() || rise <= MOST_RISE,
        "%+.0f KiB in %.0f s%s"
            .formatted(rise, last().seconds() - late.get(0).seconds(), reservation()));
  }

  private boolean isJudged() {
    return last().seconds() >= SHORTEST_SECONDS;
  }

  private String reservation() {
    return isJudged() ? "" : ", not judged in so short a run";
  }

  /** Of the least squares line, per second. */
  private static double slope(ToLongFunction<Sample> value, List<Sample> samples) {
    double meanX = samples.stream().mapToDouble(Sample::seconds).average().orElse(0);
    double meanY = samples.stream().mapToLong(value).average().orElse(0);
    double above = 0;
    double below = 0;
    for (Sample sample : samples) {
      double x = sample.seconds() - meanX;
      above += x * (value.applyAsLong(sample) - meanY);
      below += x * x;
    }
    return below == 0 ? 0 : above / below;
  }

  private static long most(ToLongFunction<Sample> value, List<Sample> samples) {
    return samples.stream().mapToLong(value).max().orElse(0);
  }

  private void equal(String demand, long found, long wanted) {
    check(demand, found == wanted, found == wanted ? "" + found : found + " ≠ " + wanted);
  }

  private void check(String demand, boolean met, String told) {
    checks.add(new Check(demand, met, told));
  }
}
