package gatehouse.routing;

import gatehouse.config.PathSegment;
import gatehouse.config.PathTemplate;
import gatehouse.config.RouteKey;
import gatehouse.config.RouteMethod;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a route does not answer a request. Only for people who ask: which route does answer is {@link
 * RouteTable#find}'s to say, and what is said here is about the others. Immutable.
 *
 * @param kind of the reason
 * @param segment of the path that decides, from 1; 0 when it is none
 * @param reason in words
 */
public record WhyNot(Kind kind, int segment, String reason) {

  /** What keeps a route from answering; those that nearly answer come last. */
  public enum Kind {
    /** No route answers TRACE and CONNECT. */
    REFUSED_METHOD,
    /** The route has a literal where the path has something else. */
    OTHER_LITERAL,
    /** The route has a variable where the path has nothing between two slashes. */
    EMPTY_SEGMENT,
    /** The route has more segments than the path. */
    PATH_TOO_SHORT,
    /** The path has more segments than the route. */
    PATH_TOO_LONG,
    /** The path fits, the method does not. */
    OTHER_METHOD,
    /** It would answer if the better route were not there. */
    LESS_SPECIFIC
  }

  /**
   * The reason.
   *
   * @param key of a route that does not answer
   * @param winner the key of the one that does; null when none does
   * @param method as sent
   * @param decodedPath without the stage; starts with a slash
   * @throws IllegalStateException when there is no reason, so that the winner cannot be right
   */
  public static WhyNot of(
      RouteKey key, @Nullable RouteKey winner, String method, String decodedPath) {
    RouteMethod wanted = RouteTable.methodOf(method);
    if (wanted == null) {
      return new WhyNot(Kind.REFUSED_METHOD, 0, "no route answers " + method);
    }
    PathTemplate template = key.template();
    WhyNot path = template == null ? null : ofPath(template.segments(), decodedPath);
    if (path != null) {
      return path;
    }
    if (key.method() != RouteMethod.ANY && key.method() != wanted) {
      return new WhyNot(
          Kind.OTHER_METHOD, 0, "the path fits, the method %s does not".formatted(method));
    }
    if (winner == null) {
      throw unexplained(key, method, decodedPath);
    }
    return lessSpecific(key, winner, method, decodedPath);
  }

  /** Null when the path fits. */
  private static @Nullable WhyNot ofPath(List<PathSegment> template, String decodedPath) {
    List<String> sent = Arrays.asList(decodedPath.substring(1).split("/", -1));
    for (int i = 0; i < template.size(); i++) {
      PathSegment segment = template.get(i);
      if (i == sent.size()) {
        return new WhyNot(
            Kind.PATH_TOO_SHORT,
            i + 1,
            "the path ends before segment %d, %s".formatted(i + 1, segment));
      }
      switch (segment.kind()) {
        case GREEDY -> {
          return null;
        }
        case VARIABLE -> {
          if (sent.get(i).isEmpty()) {
            return new WhyNot(
                Kind.EMPTY_SEGMENT,
                i + 1,
                "segment %d is empty, and %s takes at least a character".formatted(i + 1, segment));
          }
        }
        case LITERAL -> {
          if (!segment.text().equals(sent.get(i))) {
            return new WhyNot(Kind.OTHER_LITERAL, i + 1, difference(segment, sent.get(i), i + 1));
          }
        }
      }
    }
    return sent.size() == template.size() ? null : tooLong(template.size(), sent);
  }

  private static String difference(PathSegment segment, String sent, int number) {
    if (segment.text().isEmpty()) {
      return "the route is / alone";
    }
    String text =
        sent.isEmpty()
            ? "segment %d is empty, not `%s`".formatted(number, segment)
            : "segment %d is `%s`, not `%s`".formatted(number, sent, segment);
    return segment.text().equalsIgnoreCase(sent) ? text + ": the case of letters counts" : text;
  }

  private static WhyNot tooLong(int size, List<String> sent) {
    boolean onlySlash = sent.size() == size + 1 && sent.get(size).isEmpty();
    return new WhyNot(
        Kind.PATH_TOO_LONG,
        size + 1,
        onlySlash
            ? "the path ends with a slash, which counts"
            : "the route ends before segment %d, `%s`".formatted(size + 1, sent.get(size)));
  }

  private static WhyNot lessSpecific(
      RouteKey key, RouteKey winner, String method, String decodedPath) {
    PathTemplate better = winner.template();
    PathTemplate template = key.template();
    if (better != null && template == null) {
      return lessSpecific(0, "$default answers only what no other route does");
    }
    if (better == null || template == null) {
      throw unexplained(key, method, decodedPath);
    }
    if (isGreedy(template) != isGreedy(better)) {
      if (isGreedy(template)) {
        return lessSpecific(
            template.segments().size(),
            "%s is greedy, and routes without a greedy variable come first"
                .formatted(last(template)));
      }
      throw unexplained(key, method, decodedPath);
    }
    return lessSpecific(key, template.segments(), winner, better.segments(), method, decodedPath);
  }

  private static WhyNot lessSpecific(
      RouteKey key,
      List<PathSegment> template,
      RouteKey winner,
      List<PathSegment> better,
      String method,
      String decodedPath) {
    for (int i = 0; i < Math.min(template.size(), better.size()); i++) {
      PathSegment ours = template.get(i);
      PathSegment theirs = better.get(i);
      int difference = theirs.kind().compareTo(ours.kind());
      if (difference < 0) {
        return lessSpecific(
            i + 1, "at segment %d, %s is closer than %s".formatted(i + 1, theirs, ours));
      }
      if (difference > 0) {
        throw unexplained(key, method, decodedPath);
      }
    }
    if (key.method() == RouteMethod.ANY && winner.method() != RouteMethod.ANY) {
      return lessSpecific(0, "%s comes before ANY".formatted(winner.method()));
    }
    throw unexplained(key, method, decodedPath);
  }

  private static WhyNot lessSpecific(int segment, String reason) {
    return new WhyNot(Kind.LESS_SPECIFIC, segment, reason);
  }

  private static IllegalStateException unexplained(RouteKey key, String method, String path) {
    return new IllegalStateException(
        "nothing keeps `%s` from answering %s %s".formatted(key, method, path));
  }

  private static boolean isGreedy(PathTemplate template) {
    return last(template).kind() == PathSegment.Kind.GREEDY;
  }

  private static PathSegment last(PathTemplate template) {
    return template.segments().get(template.segments().size() - 1);
  }
}
