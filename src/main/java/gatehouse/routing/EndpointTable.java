package gatehouse.routing;

import gatehouse.http.RequestPath;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All APIs: which of them, and which of its stages, a request is for. Immutable, for any number of
 * threads. In this order:
 *
 * <ol>
 *   <li>A host that is a custom domain, or falls under one with a wildcard, belongs to the domain's
 *       mappings alone.
 *   <li>The host {@code <apiId>.execute-api.<anything>} is that API's, as on AWS.
 *   <li>The path {@code /_api/<apiId>/<stage>/…} is that API's, whatever the host.
 *   <li>Everything else, also what names an API that there is not, is for the plain API.
 * </ol>
 *
 * <p>Hosts compare without regard to case, port, and the dot at the end of an absolute name (RFC
 * 9110, section 4.2.3; RFC 1034, section 3.1). A numeric IPv6 host names no API.
 *
 * @param <T> what a stage leads to
 */
public final class EndpointTable<T> {

  /** What a path starts with that names its API. */
  public static final String PATH_PREFIX = "/_api";

  private static final String EXECUTE_API = ".execute-api.";
  private static final String WILDCARD = "*.";

  private final @Nullable Endpoint<T> plain;
  private final Map<String, Endpoint<T>> byHost;
  private final Map<String, Endpoint<T>> byPath;
  private final Map<String, MappingTable<T>> domains = new HashMap<>();

  /** By what follows the wildcard and its dot. */
  private final Map<String, MappingTable<T>> wildcards = new HashMap<>();

  /**
   * A table.
   *
   * @param plain the API that answers what is for no other; null when there is none
   * @param byHost the APIs that hosts can name, by id
   * @param byPath the APIs that paths can name, by id
   * @param domains by name in lower case, {@code *.example.com} for all names of one label more
   */
  public EndpointTable(
      @Nullable Endpoint<T> plain,
      Map<String, Endpoint<T>> byHost,
      Map<String, Endpoint<T>> byPath,
      Map<String, MappingTable<T>> domains) {
    this.plain = plain;
    this.byHost = new HashMap<>(byHost);
    this.byPath = new HashMap<>(byPath);
    domains.forEach(
        (name, mappings) -> {
          if (name.startsWith(WILDCARD)) {
            wildcards.put(name.substring(WILDCARD.length()), mappings);
          } else {
            this.domains.put(name, mappings);
          }
        });
  }

  /**
   * The stage of a request.
   *
   * @param host the value of the field Host; null when there is none
   * @param path the path below the deployment's context
   * @return null when no stage is meant
   * @throws gatehouse.http.Refusal when no mapping of the domain matches, or when the API is for
   *     custom domains only
   */
  public @Nullable Selection<T> select(@Nullable String host, RequestPath path) {
    boolean hostMatters = !(domains.isEmpty() && wildcards.isEmpty() && byHost.isEmpty());
    if (host != null && hostMatters) {
      String name = name(host);
      MappingTable<T> domain = domain(name);
      if (domain != null) {
        return domain.select(path);
      }
      int dot = name.indexOf('.');
      if (dot > 0 && name.startsWith(EXECUTE_API, dot)) {
        Endpoint<T> api = byHost.get(name.substring(0, dot));
        if (api != null) {
          return api.select(path);
        }
      }
    }
    return otherwise(path);
  }

  private @Nullable Selection<T> otherwise(RequestPath path) {
    RequestPath named = path.below(PATH_PREFIX);
    if (named != null) {
      String id = named.firstSegment();
      Endpoint<T> api = byPath.get(id);
      if (api != null) {
        return api.select(Objects.requireNonNull(named.below("/" + id)));
      }
    }
    return plain == null ? null : plain.select(path);
  }

  /** An exact name goes before a wildcard. */
  private @Nullable MappingTable<T> domain(String name) {
    MappingTable<T> exact = domains.get(name);
    if (exact != null || wildcards.isEmpty()) {
      return exact;
    }
    int dot = name.indexOf('.');
    return dot > 0 ? wildcards.get(name.substring(dot + 1)) : null;
  }

  /** The name in lower case, without port and last dot; empty for what is no name. */
  private static String name(String host) {
    int colon = host.indexOf(':');
    int end = colon < 0 ? host.length() : colon;
    if (end > 0 && host.charAt(0) == '[') {
      return "";
    }
    if (end > 0 && host.charAt(end - 1) == '.') {
      end--;
    }
    return host.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /**
   * A stage, and the path that its routes see.
   *
   * @param stage what the stage leads to
   * @param basePath the key of the API mapping, empty for the one without; null when the request
   *     came to no custom domain
   * @param path the path without base path and stage; {@code /} when nothing is left
   */
  public record Selection<T>(T stage, @Nullable String basePath, RequestPath path) {}
}
