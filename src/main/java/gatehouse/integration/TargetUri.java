package gatehouse.integration;

import gatehouse.config.PathTemplate;
import gatehouse.config.ResolvedUri;
import gatehouse.config.UriPart;
import gatehouse.http.Exchange;
import gatehouse.http.RequestChanges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request target of an upstream call from an integration's URI. What the client sent can
 * end up in path and query only, and only encoded so that it stays within its place.
 *
 * <p>AWS, "HTTP proxy integrations for HTTP APIs": the URI is used as it stands, with the values of
 * path variables; only the route {@code $default} appends the path. The client's query string
 * follows that of the URI, byte for byte as it came.
 */
final class TargetUri {

  private final List<UriPart.Resolved> path;
  private final List<UriPart.Resolved> query;
  private final @Nullable PathTemplate template;

  /**
   * A target.
   *
   * @param template of the route; null for {@code $default}
   */
  TargetUri(ResolvedUri uri, @Nullable PathTemplate template) {
    this.path = uri.path();
    this.query = uri.query() == null ? List.of() : uri.query();
    this.template = template;
  }

  /**
   * The target of this request's call: path and query, as they go on the request line.
   *
   * @param changes that parameter mapping makes: a path replaces the whole one of the URI, and what
   *     {@code $default} would append; those of the query concern the client's, not the URI's
   */
  String of(Exchange exchange, RequestChanges changes) {
    String requestPath = exchange.path().decoded();
    StringBuilder target = new StringBuilder(64);
    if (changes.path() == null) {
      for (UriPart.Resolved part : path) {
        appendTo(target, part, requestPath, PercentEncoding.PATH);
      }
      if (template == null) {
        appendWholePath(target, requestPath);
      }
    } else {
      PercentEncoding.PATH.append(changes.path(), target);
    }
    String clientQuery = QueryChanges.applied(exchange.request().query(), changes.query());
    appendQuery(target, clientQuery, requestPath);
    return target.toString();
  }

  /**
   * What {@code $default} appends is the path without the stage; AWS does not say whether the stage
   * belongs to it (see docs/compatibility.md).
   */
  private static void appendWholePath(StringBuilder target, String requestPath) {
    if (target.charAt(target.length() - 1) == '/') {
      target.setLength(target.length() - 1);
    }
    PercentEncoding.PATH.append(requestPath, target);
  }

  private void appendQuery(StringBuilder target, @Nullable String ofClient, String requestPath) {
    char separator = '?';
    if (!query.isEmpty()) {
      target.append(separator);
      separator = '&';
      for (UriPart.Resolved part : query) {
        appendTo(target, part, requestPath, PercentEncoding.QUERY_VALUE);
      }
    }
    if (ofClient != null && !(ofClient.isEmpty() && separator == '&')) {
      target.append(separator).append(ofClient);
    }
  }

  private void appendTo(
      StringBuilder target, UriPart.Resolved part, String requestPath, PercentEncoding encoding) {
    if (part instanceof UriPart.PathVariable variable && template != null) {
      String value = template.variable(variable.name(), requestPath);
      if (value != null) {
        encoding.append(value, target);
      }
    } else {
      target.append(part.text());
    }
  }
}
