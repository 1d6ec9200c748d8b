package gatehouse.pipeline;

import gatehouse.config.StageSettings;
import gatehouse.http.ApiStage;
import gatehouse.http.MatchedRoute;
import java.util.Collection;

/**
 * Gives each stage of a plan the listener of its requests, while the plan is compiled. What a
 * listener remembers lives beside the plans, found by the names of API, stage and route, so that a
 * new plan forgets nothing. For one thread at a time.
 */
@FunctionalInterface
public interface StageListeners {

  /** Nobody hears of anything. */
  StageListeners NONE = (stage, settings, routes) -> ExchangeListener.NONE;

  /**
   * The listener of a stage.
   *
   * @param settings of the stage
   * @param routes all that the stage serves; the same objects come with its exchanges
   */
  ExchangeListener of(ApiStage stage, StageSettings settings, Collection<MatchedRoute> routes);

  /** Several at once, as {@link ExchangeListeners#of} has it. */
  static StageListeners all(StageListeners... listeners) {
    StageListeners[] copy = listeners.clone();
    return (stage, settings, routes) -> {
      ExchangeListener[] made = new ExchangeListener[copy.length];
      for (int i = 0; i < copy.length; i++) {
        made[i] = copy[i].of(stage, settings, routes);
      }
      return ExchangeListeners.of(made);
    };
  }
}
