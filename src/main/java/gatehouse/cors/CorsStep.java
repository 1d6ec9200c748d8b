package gatehouse.cors;

import gatehouse.config.Cors;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an API's CORS configuration does to requests and responses. Immutable.
 *
 * <p>A request is refused by no rule of CORS: browsers ask, are told, and keep pages from what they
 * may not have. So a request of an origin that is not allowed is served like any other, and its
 * response has no field of CORS.
 *
 * <p>AWS: "Configuring CORS for an HTTP API". Browsers: "CORS protocol" of the Fetch standard.
 */
public final class CorsStep {

  /** CORS is left to the integrations. */
  public static final CorsStep NONE = new CorsStep(null);

  private static final String FIELDS_OF_CORS = "access-control-";
  private static final int MOST_FIELDS = 7;
  private static final Response NO_CONTENT = new Response(204, Headers.EMPTY, Body.EMPTY);

  private final @Nullable Rules rules;

  private CorsStep(@Nullable Rules rules) {
    this.rules = rules;
  }

  /**
   * What responses get.
   *
   * @param origins which origins get it
   * @param preflight fields for preflights, but for that which names the origin
   * @param actual fields for all other requests, but for that which names the origin
   */
  private record Rules(AllowedOrigins origins, Headers preflight, Headers actual) {}

  /**
   * The step of an API.
   *
   * @param cors null when CORS is left to the integrations
   */
  public static CorsStep of(@Nullable Cors cors) {
    if (cors == null) {
      return NONE;
    }
    Headers.Builder preflight = new Headers.Builder(MOST_FIELDS);
    Headers.Builder actual = new Headers.Builder(MOST_FIELDS);
    addList(preflight, "Access-Control-Allow-Methods", cors.allowMethods());
    addList(preflight, "Access-Control-Allow-Headers", cors.allowHeaders());
    for (Headers.Builder both : List.of(preflight, actual)) {
      addList(both, "Access-Control-Expose-Headers", cors.exposeHeaders());
      if (cors.allowCredentials()) {
        both.add("Access-Control-Allow-Credentials", "true");
      }
    }
    if (cors.maxAgeSeconds() != null) {
      preflight.add("Access-Control-Max-Age", cors.maxAgeSeconds().toString());
    }
    return new CorsStep(
        new Rules(new AllowedOrigins(cors.allowOrigins()), preflight.build(), actual.build()));
  }

  /**
   * The answer to a preflight that no route takes. One that a route takes is a request like any
   * other: the route's authorizer may refuse it, its integration answers it, and {@link #applied}
   * adds the fields.
   *
   * @param routed whether some route matches the request
   * @return null when it is none, or not ours to answer; {@link #applied} is yet to add the fields
   */
  public @Nullable Response preflight(Exchange exchange, boolean routed) {
    return rules != null && !routed && isPreflight(exchange.request()) ? NO_CONTENT : null;
  }

  /**
   * The response with the fields that CORS demands, and without those of an integration. For every
   * response, whoever answered.
   */
  public Response applied(Exchange exchange, Response response) {
    if (rules == null) {
      return response;
    }
    Headers headers = response.headers();
    Headers.Builder result = new Headers.Builder(headers.size() + MOST_FIELDS);
    boolean toVary = rules.origins().isEchoed() && !variesByOrigin(headers);
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (toVary && name.equalsIgnoreCase("Vary")) {
        result.add(name, headers.value(i) + ", Origin");
        toVary = false;
      } else if (!isOfCors(name)) {
        result.add(headers, i);
      }
    }
    if (toVary) {
      result.add("Vary", "Origin");
    }
    addFields(result, exchange.request(), rules);
    return new Response(response.status(), result.build(), response.body());
  }

  private static void addFields(Headers.Builder result, Request request, Rules rules) {
    String allowed = rules.origins().allowed(request.headers());
    if (allowed != null) {
      result.add("Access-Control-Allow-Origin", allowed);
      (isPreflight(request) ? rules.preflight() : rules.actual()).forEach(result::add);
    }
  }

  /** OPTIONS alone is none: without the two fields it is a request like any other. */
  private static boolean isPreflight(Request request) {
    return request.method().equals("OPTIONS")
        && request.headers().contains("Origin")
        && request.headers().contains("Access-Control-Request-Method");
  }

  private static boolean isOfCors(String name) {
    return name.regionMatches(true, 0, FIELDS_OF_CORS, 0, FIELDS_OF_CORS.length());
  }

  private static boolean variesByOrigin(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("Vary")) {
        for (String member : headers.value(i).split(",", -1)) {
          String name = member.strip();
          if (name.equalsIgnoreCase("Origin") || name.equals("*")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void addList(Headers.Builder headers, String name, List<String> members) {
    if (!members.isEmpty()) {
      headers.add(name, String.join(",", members));
    }
  }
}
