package gatehouse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an integration asks of one of AWS's services. Immutable.
 *
 * @param action what is asked
 * @param arguments by the names of parameters; all that the action needs are there
 * @param region null for the one that the APIs are in
 * @param credentialsArn the role that AWS would assume; null when there is none. We have
 *     credentials of our own and assume none
 */
public record ServiceCall(
    ServiceAction action,
    Map<String, ServiceArgument> arguments,
    @Nullable RegionName region,
    @Nullable String credentialsArn) {

  /** With a copy of this map. */
  public ServiceCall {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** Whether the request's body has to be read. */
  public boolean needsBody() {
    return arguments.values().stream().anyMatch(ServiceArgument::needsBody);
  }

  /** The names of parameters only: their values may be secret. */
  @Override
  public String toString() {
    return action.subtype() + arguments.keySet();
  }
}
