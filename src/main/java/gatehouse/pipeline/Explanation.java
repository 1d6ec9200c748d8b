package gatehouse.pipeline;

import gatehouse.http.RouteMatch;
import gatehouse.routing.WhyNot;
import java.util.List;

/**
 * Which stage and route of a plan answer a request, and why no other route of the stage does. For
 * people who ask; no request pays for it. Immutable.
 *
 * @param match what answers, as the request itself would be told
 * @param others the other routes of the stage, in the order of the configuration
 */
public record Explanation(RouteMatch match, List<OtherRoute> others) {

  /** With a copy of this list. */
  public Explanation {
    others = List.copyOf(others);
  }

  /**
   * A route that does not answer.
   *
   * @param routeKey as AWS writes it
   * @param why the reason
   */
  public record OtherRoute(String routeKey, WhyNot why) {}
}
