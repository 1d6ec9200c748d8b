package gatehouse.control.aws;

import gatehouse.http.RequestPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a path as it was sent, each decoded by itself: {@code %2F} belongs to a segment
 * here, as clients of AWS mean it. Empty segments are left out, since some clients write two
 * slashes where their endpoint ends with one.
 */
final class RawSegments {

  private static final List<String> OURS = List.of("_gatehouse", "aws");

  private RawSegments() {}

  /** What follows {@code /_gatehouse/aws}; null when the path is another one. */
  static @Nullable List<String> below(RequestPath path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.raw().split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(decoded(segment));
      }
    }
    return segments.size() >= OURS.size() && segments.subList(0, OURS.size()).equals(OURS)
        ? segments.subList(OURS.size(), segments.size())
        : null;
  }

  /** The escapes are in order: the path has been read as a whole before. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
