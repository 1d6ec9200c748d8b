package gatehouse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API with all that belongs to it. Immutable; the maps keep the order that they were given.
 *
 * <p>AWS: {@code Api} of the ApiGatewayV2 API.
 *
 * @param id the logical id; for the API of the plain layout {@value #PLAIN_ID}, unless its {@code
 *     api.json} has another
 * @param settings what {@code api.json} says
 * @param stages by id
 * @param routes by id
 * @param integrations by id
 * @param authorizers by id
 * @param deployments by id
 */
public record Api(
    String id,
    ApiSettings settings,
    Map<String, Stage> stages,
    Map<String, Route> routes,
    Map<String, Integration> integrations,
    Map<String, Authorizer> authorizers,
    Map<String, Deployment> deployments) {

  /** The id of the API of the plain layout. */
  public static final String PLAIN_ID = "local";

  /** What an id looks like: it has to stand in a host name. */
  static final String ID_REMEDY =
      "write 1 to 63 lower-case letters, digits and hyphens, none at an end";

  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** With copies of these maps. */
  public Api {
    stages = copy(stages);
    routes = copy(routes);
    integrations = copy(integrations);
    authorizers = copy(authorizers);
    deployments = copy(deployments);
  }

  /** An API without settings, authorizers and deployments. */
  public Api(
      String id,
      Map<String, Stage> stages,
      Map<String, Route> routes,
      Map<String, Integration> integrations) {
    this(id, ApiSettings.NONE, stages, routes, integrations, Map.of(), Map.of());
  }

  /** Whether a text can be the id of an API. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether it is the API of the plain layout. */
  public boolean isPlain() {
    return settings.directory().isEmpty();
  }

  /** All routes, integrations and authorizers as the files are now. */
  public Release live() {
    return new Release(
        settings.directory(), null, settings.cors(), routes, integrations, authorizers);
  }

  /** All that can be served: the files as they are now, then every deployment. */
  Stream<Release> releases() {
    return Stream.concat(Stream.of(live()), deployments.values().stream().map(this::release));
  }

  /**
   * What a stage of this API serves.
   *
   * @return without any route when its deployment is not there
   */
  public Release release(Stage stage) {
    Release whole = live();
    if (stage.served() instanceof Served.Snapshot snapshot) {
      Deployment deployment = deployments.get(snapshot.deploymentId());
      whole = deployment == null ? nothing() : release(deployment);
    } else if (stage.served() instanceof Served.Nothing) {
      whole = nothing();
    }
    return whole.selecting(stage.served().routeIds());
  }

  /** Not even CORS, which would answer where there is nothing to call. */
  private Release nothing() {
    return new Release(settings.directory(), null, null, Map.of(), Map.of(), Map.of());
  }

  /** All routes, integrations and authorizers of a deployment. */
  Release release(Deployment deployment) {
    return new Release(
        settings.directory(),
        deployment.id(),
        deployment.cors(),
        deployment.routes(),
        deployment.integrations(),
        deployment.authorizers());
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * What {@code api.json} says.
   *
   * @param directory where the API's files are: empty for the plain layout, else it ends with a
   *     slash, as in {@code apis/a1b2c3/}
   * @param name for people; null when it has none
   * @param cors null when CORS is left to the integrations
   * @param executeApiEndpointDisabled whether only custom domains lead to it
   */
  public record ApiSettings(
      String directory,
      @Nullable String name,
      @Nullable Cors cors,
      boolean executeApiEndpointDisabled) {

    /** The plain layout without {@code api.json}. */
    public static final ApiSettings NONE = new ApiSettings("", null, null, false);
  }
}
