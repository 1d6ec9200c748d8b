package gatehouse.compare;

import java.util.List;
import java.util.function.Function;

/**
 * Throughput of variants of Gatehouse on Jetty, side by side.
 *
 * @param variants the subjects
 * @param script wrk's, for a subject
 */
record VariantWork(
    String name,
    String title,
    Function<Context, List<Subject>> variants,
    int count,
    Function<Subject, String> script)
    implements Workload {

  /** All features on the request's way against none. */
  static VariantWork features() {
    return new VariantWork(
        "features",
        "Gatehouse on Jetty: JWT (cached), throttle, CORS, mapping, access log, metrics; 225 bytes, 64 connections",
        context -> {
          try {
            return Subjects.features(context.tokens().headers());
          } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        },
        2,
        subject -> "");
  }

  /** Requests drawn at random from all routes. */
  static VariantWork routes() {
    return new VariantWork(
        "routes",
        "Gatehouse on Jetty: requests drawn from all routes; 225 bytes, 64 connections",
        context -> Subjects.routes(),
        3,
        subject ->
            """
            local requests = {}
            local chosen = 0
            function init(arguments)
              math.randomseed(7)
              for i = 1, 2048 do
                local route = math.random(0, %s - 1)
                requests[i] = wrk.format("GET", "/static/r/" .. route .. "/items/" .. math.random(1, 9999))
              end
            end
            function request()
              chosen = chosen %% 2048 + 1
              return requests[chosen]
            end
            """
                .formatted(subject.name()));
  }

  @Override
  public boolean startsItsOwn() {
    return true;
  }

  @Override
  public double seconds(Options options, int subjects) {
    return count * (10 + options.warmSeconds() + options.rounds() * (options.seconds() + 0.5) + 1);
  }

  @Override
  public List<String> metrics() {
    return ThroughputWork.METRICS;
  }

  @Override
  public void run(Context context, Fleet none) throws Exception {
    ThroughputWork work = new ThroughputWork(name, title, "/static/225", 64, "");
    try (Fleet fleet = new Fleet(context, variants.apply(context))) {
      fleet.alternate(
          name,
          context.options().rounds(),
          (subject, running, round) ->
              work.measure(
                  context,
                  subject,
                  running,
                  round,
                  ThroughputWork.script(context, script.apply(subject))));
    }
  }
}
