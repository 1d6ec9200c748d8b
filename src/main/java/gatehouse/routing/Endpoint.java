package gatehouse.routing;

import gatehouse.http.Refusal;
import gatehouse.http.RequestPath;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The default endpoint of an API: everything that leads to it without a custom domain. Immutable.
 *
 * @param stages of the API
 * @param isDisabled whether only custom domains may lead to the API
 * @param <T> what a stage leads to
 */
public record Endpoint<T>(StageTable<T> stages, boolean isDisabled) {

  /**
   * What a disabled endpoint answers, for every stage. AWS does not say; 403 is what was observed.
   */
  private static final Supplier<Refusal> DISABLED = Refusal::forbidden;

  /**
   * The stage of a request.
   *
   * @return null when no stage is meant and there is no {@code $default}
   * @throws Refusal when the endpoint is disabled
   */
  EndpointTable.@Nullable Selection<T> select(RequestPath path) {
    if (isDisabled) {
      throw DISABLED.get();
    }
    StageTable.Selection<T> selection = stages.select(path);
    return selection == null
        ? null
        : new EndpointTable.Selection<>(selection.stage(), null, selection.path());
  }
}
