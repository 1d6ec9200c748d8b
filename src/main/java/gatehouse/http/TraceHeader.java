package gatehouse.http;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code X-Amzn-Trace-Id}, as AWS carries it on: {@code Self} says who passed the request on last,
 * and is taken from whoever was there before; {@code Root} and all else stay.
 *
 * <p>Only one field with a root of AWS's form is a trace; of anything else nobody could tell which
 * trace it is, so a new one begins. Traces of W3C ({@code traceparent}, {@code tracestate}) are
 * fields like all others: see docs/decisions.md.
 *
 * <p>AWS: "Request tracing for your Application Load Balancer", which tells of the same field.
 */
public final class TraceHeader {

  /** The name of the field. */
  public static final String NAME = "X-Amzn-Trace-Id";

  private static final String ROOT = "Root=";
  private static final String SELF = "Self=";
  private static final Pattern ROOT_VALUE = Pattern.compile("1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}");

  private TraceHeader() {}

  /**
   * The field's value for the upstream.
   *
   * @param begun all values that came
   * @param id a new id, in the form of a root
   */
  public static String carriedOn(List<String> begun, String id) {
    if (begun.size() != 1) {
      return ROOT + id;
    }
    List<String> parts =
        Stream.of(begun.get(0).split(";", -1))
            .map(String::strip)
            .filter(p -> !p.isEmpty())
            .toList();
    List<String> roots = parts.stream().filter(part -> begins(part, ROOT)).toList();
    if (roots.size() != 1 || !ROOT_VALUE.matcher(roots.get(0).substring(ROOT.length())).matches()) {
      return ROOT + id;
    }
    return parts.stream()
        .filter(part -> !begins(part, SELF))
        .collect(Collectors.joining(";", SELF + id + ";", ""));
  }

  private static boolean begins(String part, String name) {
    return part.regionMatches(true, 0, name, 0, name.length());
  }
}
