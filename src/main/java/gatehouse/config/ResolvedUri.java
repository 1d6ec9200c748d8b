package gatehouse.config;

import gatehouse.config.UriPart.Literal;
import gatehouse.config.UriPart.PathVariable;
import gatehouse.config.UriPart.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An integration's URI in one stage: scheme, host and port are fixed, and only path and query still
 * have path variables. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param path starts with a literal that starts with a slash
 * @param query without its question mark; null when there is none
 */
public record ResolvedUri(
    String scheme, String host, int port, List<Resolved> path, @Nullable List<Resolved> query) {

  /**
   * A URI of these parts.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public ResolvedUri {
    UriSyntax.checkHost(host, host.indexOf(':') >= 0);
    path = List.copyOf(path);
    query = query == null ? null : List.copyOf(query);
    checkLiterals(path);
    checkLiterals(query == null ? List.of() : query);
  }

  /** What the {@code Host} field holds: without the port when it is the scheme's own. */
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == UriSyntax.defaultPort(scheme) ? name : name + ":" + port;
  }

  /** Leaves the query out: it may hold keys. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append("://").append(authority());
    path.forEach(part -> text.append(part.text()));
    return text.append(query == null ? "" : "?…").toString();
  }

  /**
   * Splits what stands behind {@code ://} into authority, path and query.
   *
   * @param parts no two literals in a row
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  static ResolvedUri split(String scheme, List<Resolved> parts) {
    String first = !parts.isEmpty() && parts.get(0) instanceof Literal l ? l.text() : "";
    int end = endOfAuthority(first);
    if (end == first.length() && parts.stream().anyMatch(PathVariable.class::isInstance)) {
      throw variableInAuthority(parts.stream().filter(PathVariable.class::isInstance).toList());
    }
    UriSyntax.HostAndPort authority = UriSyntax.authority(scheme, first.substring(0, end));
    List<Resolved> path = new ArrayList<>();
    List<Resolved> query = null;
    add(path, first.substring(end));
    path.addAll(parts.subList(Math.min(1, parts.size()), parts.size()));
    for (int i = 0; i < path.size() && query == null; i++) {
      if (path.get(i) instanceof Literal literal && literal.text().indexOf('?') >= 0) {
        query = queryFrom(path, i, literal.text());
      }
    }
    if (path.isEmpty()) {
      path.add(new Literal("/"));
    }
    return new ResolvedUri(
        scheme, authority.host().toLowerCase(Locale.ROOT), authority.port(), path, query);
  }

  static IllegalArgumentException variableInAuthority(List<? extends UriPart> variables) {
    return new IllegalArgumentException(
        "has %s in front of the path: nothing that a client sends may change scheme, host or port,"
                .formatted(Quote.quoted(variables.get(0).text()))
            + " write it behind a `/`, or use a stage variable");
  }

  /** Cuts the query off the path, of which it is still the end. */
  private static List<Resolved> queryFrom(List<Resolved> path, int index, String text) {
    int mark = text.indexOf('?');
    List<Resolved> query = new ArrayList<>();
    add(query, text.substring(mark + 1));
    query.addAll(path.subList(index + 1, path.size()));
    path.subList(index, path.size()).clear();
    add(path, text.substring(0, mark));
    return query;
  }

  private static void add(List<Resolved> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Literal(text));
    }
  }

  private static int endOfAuthority(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("/?#".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static void checkLiterals(List<Resolved> parts) {
    for (Resolved part : parts) {
      if (part instanceof Literal literal) {
        UriSyntax.checkLiteral(literal.text());
      }
    }
  }
}
