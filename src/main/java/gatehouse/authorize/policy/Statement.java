package gatehouse.authorize.policy;

import java.util.List;
import java.util.Map;

/**
 * One statement of a policy. Immutable.
 *
 * @param allows or denies
 * @param actions with wildcards, in lower case
 * @param otherActions whether it speaks of all actions but these
 * @param resources with wildcards
 * @param otherResources whether it speaks of all resources but these
 * @param conditions all of which must be met
 */
record Statement(
    boolean allows,
    List<String> actions,
    boolean otherActions,
    List<String> resources,
    boolean otherResources,
    List<Condition> conditions) {

  /**
   * Whether it speaks of an attempt.
   *
   * @param action in lower case
   */
  boolean covers(String action, String resource, Map<String, String> keys) {
    return matches(actions, action) != otherActions
        && matches(resources, resource) != otherResources
        && conditions.stream().allMatch(condition -> condition.isMet(keys));
  }

  private static boolean matches(List<String> patterns, String text) {
    for (String pattern : patterns) {
      if (Wildcards.match(pattern, text)) {
        return true;
      }
    }
    return false;
  }
}
