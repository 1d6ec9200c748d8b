package gatehouse.accesslog;

import gatehouse.config.AccessLogSettings;
import gatehouse.config.LogDestination;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets for all access logs of a deployment. Immutable.
 *
 * @param usual where lines go whose destination is a log group of CloudWatch; not itself one
 * @param fallback what holds for stages that say nothing; null when they have no access log
 * @param directory what paths of files are relative to; absolute
 * @param mostBytesOfFile beyond which a file is set aside
 * @param keptFiles how many files that were set aside stay
 */
public record AccessLogOptions(
    LogDestination usual,
    @Nullable AccessLogSettings fallback,
    Path directory,
    long mostBytesOfFile,
    int keptFiles) {}
