package gatehouse.authorize.iam;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All access keys that there are. Immutable.
 *
 * @param byId as requests name them
 */
public record AccessKeys(Map<String, AccessKey> byId) {

  /** Nobody has a key. */
  public static final AccessKeys NONE = new AccessKeys(Map.of());

  /** With a copy of this map. */
  public AccessKeys {
    byId = Map.copyOf(byId);
  }

  /** Null when there is none of this id. */
  @Nullable AccessKey find(String id) {
    return byId.get(id);
  }

  /** The keys' ids only. */
  @Override
  public String toString() {
    return byId.keySet().toString();
  }
}
