package gatehouse.registry;

import gatehouse.registry.FileScan.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a directory shows; equal to another one when they show no difference. Immutable.
 *
 * @param looked before the look, which makes no difference; null when nothing is kept
 * @param stamps of the files, by path
 * @param readable those that could not be read once and can be now
 * @param mark that the last change by a writer has left; null when there was none
 * @param journal of a change that is not in all files; null when there is none
 */
record FileVersion(
    @Nullable Instant looked,
    Map<String, Stamp> stamps,
    Set<String> readable,
    @Nullable String mark,
    @Nullable String journal) {

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FileVersion that
            && Objects.equals(mark, that.mark)
            && Objects.equals(journal, that.journal)
            && readable.equals(that.readable)
            && stamps.equals(that.stamps));
  }

  @Override
  public int hashCode() {
    return Objects.hash(mark, journal, readable, stamps);
  }
}
