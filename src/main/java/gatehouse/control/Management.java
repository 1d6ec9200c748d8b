package gatehouse.control;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.DomainName;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.registry.RegistryState;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The management address, {@code /_gatehouse/…}: health, readiness, metrics, the configuration.
 * What is there is ours, not AWS's. For any number of threads.
 */
public final class Management {

  private static final System.Logger LOG = System.getLogger("gatehouse.control");
  private static final String SEGMENT = "_gatehouse";
  private static final String ROOT = "/" + SEGMENT + "/";

  private final Access access;
  private final Map<String, Resource> resources;

  /**
   * A management address.
   *
   * @param access who may use it
   * @param state how the configuration fares
   * @param source where the configuration is, without secrets
   */
  public Management(
      Access access,
      Readiness readiness,
      Supplier<RegistryState> state,
      String source,
      MetricsText metrics) {
    this.access = access;
    this.resources =
        Map.of(
            "health",
            Resource.empty()
                .on("GET", () -> Json.answer(200, Json.object().put("status", "serving"))),
            "ready",
            Resource.empty().on("GET", () -> ready(readiness)),
            "drain",
            Resource.empty()
                .on("GET", () -> drain(readiness))
                .on("POST", () -> drain(readiness, true))
                .on("DELETE", () -> drain(readiness, false)),
            "metrics",
            Resource.empty().on("GET", request -> metrics(metrics, request)),
            "configuration",
            Resource.empty()
                .on("GET", () -> Json.answer(200, ConfigurationReport.of(state.get(), source))));
  }

  /**
   * Answers what is for the management address, in whatever way it is written.
   *
   * @return null when the request is for the APIs; completed normally always
   */
  public @Nullable CompletionStage<Response> handle(Request request) {
    return isOurs(request.path()) ? answer(request) : null;
  }

  /** What a configuration names that this address hides; a line each, for the operator. */
  public static List<String> hidden(Configuration configuration) {
    List<String> warnings = new ArrayList<>();
    Stream.concat(Stream.ofNullable(configuration.plain()), configuration.apis().values().stream())
        .map(Api::stages)
        .flatMap(stages -> stages.values().stream())
        .filter(stage -> stage.name().equals(SEGMENT))
        .forEach(
            stage ->
                warnings.add(
                    "stage `%s` is hidden by the management address: rename it, or unset `gatehouse.management`"
                        .formatted(SEGMENT)));
    for (DomainName domain : configuration.domains().values()) {
      for (DomainName.ApiMapping mapping : domain.mappings()) {
        if (mapping.key().equals(SEGMENT) || mapping.key().startsWith(SEGMENT + "/")) {
          warnings.add(
              "the mapping `%s` of %s is hidden by the management address: rename it, or unset `gatehouse.management`"
                  .formatted(mapping.key(), domain.name()));
        }
      }
    }
    return warnings;
  }

  private CompletionStage<Response> answer(Request request) {
    try {
      Response refusal = access.refusal(request);
      if (refusal != null) {
        return CompletableFuture.completedStage(refusal);
      }
      RequestPath path = request.path();
      Resource resource =
          path.isEscaped() || !path.decoded().startsWith(ROOT)
              ? null
              : resources.get(path.decoded().substring(ROOT.length()));
      return resource == null
          ? CompletableFuture.completedStage(Json.error(404, "Not Found"))
          : resource.answer(request).exceptionally(Management::failed);
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(failed(e));
    }
  }

  private static Response failed(Throwable failure) {
    LOG.log(Level.ERROR, "a management request failed unexpectedly", failure);
    return Json.error(500, "Internal Server Error");
  }

  /**
   * Whether the first segment that is not empty is ours, path parameters aside: none of the ways to
   * write it may lead to an API.
   */
  private static boolean isOurs(RequestPath path) {
    String text = path.decoded();
    int start = 1;
    while (start < text.length() && text.charAt(start) == '/') {
      start++;
    }
    int end = start + SEGMENT.length();
    return text.startsWith(SEGMENT, start)
        && (end == text.length() || text.charAt(end) == '/' || text.charAt(end) == ';');
  }

  private static Response ready(Readiness readiness) {
    String obstacle = readiness.obstacle();
    return obstacle == null
        ? Json.answer(200, Json.object().put("ready", true))
        : Json.answer(503, Json.object().put("ready", false).put("reason", obstacle));
  }

  private static Response drain(Readiness readiness, boolean wanted) {
    readiness.drain(wanted);
    LOG.log(Level.INFO, wanted ? "draining: not ready any more" : "not draining any more");
    return drain(readiness);
  }

  private static Response drain(Readiness readiness) {
    return Json.answer(200, Json.object().put("draining", readiness.isDraining()));
  }

  private static CompletionStage<Response> metrics(MetricsText metrics, Request request) {
    MetricsText.Text text = metrics.at(request.headers().first("Accept"));
    return CompletableFuture.completedStage(Json.answer(200, text.contentType(), text.bytes()));
  }
}
