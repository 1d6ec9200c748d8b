package gatehouse.pipeline;

import gatehouse.config.AccessLogSettings;
import gatehouse.config.Api;
import gatehouse.config.Stage;
import java.util.List;

/** What is valid in the access log settings of a stage, but will not tell what was meant. */
final class AccessLogWarnings {

  private AccessLogWarnings() {}

  /** A line each, for the operator. */
  static List<String> of(Api api, Stage stage) {
    AccessLogSettings settings = stage.settings().accessLog();
    return settings == null
        ? List.of()
        : settings.format().warnings().stream()
            .map(
                warning ->
                    "%sstages/%s.json: AccessLogSettings.Format: %s"
                        .formatted(api.settings().directory(), stage.id(), warning))
            .toList();
  }
}
