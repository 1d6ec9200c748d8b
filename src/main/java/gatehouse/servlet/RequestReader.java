package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/**
 * Reads the head of a container's request into a {@link Request}. From the container it takes only
 * what the client has sent, undecoded: never {@code getPathInfo} or {@code getParameter}, whose
 * values depend on the container's settings and which may consume the body.
 */
final class RequestReader {

  /** Opens the body of a request, of a length in bytes or {@link Body#UNKNOWN_LENGTH}. */
  interface BodyOpener {
    Body open(long length);
  }

  private RequestReader() {}

  static Request read(HttpServletRequest request, BodyOpener opener, Cancellation cancellation) {
    return new Request(
        request.getMethod(),
        request.getProtocol(),
        path(request),
        request.getQueryString(),
        headers(request),
        body(request, opener),
        new Request.Connection(
            request.getScheme(), address(request.getRemoteAddr()), address(request.getLocalAddr())),
        cancellation);
  }

  private static RequestPath path(HttpServletRequest request) {
    String context = request.getServletContext().getContextPath();
    RequestPath path = RequestPath.parse(request.getRequestURI()).below(context);
    if (path == null) {
      // The container has matched a path that reads otherwise once it is decoded.
      throw Refusal.badRequest();
    }
    return path;
  }

  /** As RFC 4291 writes it: Jetty puts brackets around it, and Java the name of an interface. */
  private static String address(String told) {
    String bare = told.startsWith("[") ? told.substring(1, told.length() - 1) : told;
    int zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  private static Headers headers(HttpServletRequest request) {
    Headers.Builder headers = new Headers.Builder(16);
    try {
      for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
        String name = names.nextElement();
        for (Enumeration<String> all = request.getHeaders(name); all.hasMoreElements(); ) {
          headers.add(name, all.nextElement());
        }
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest();
    }
    return headers.build();
  }

  private static Body body(HttpServletRequest request, BodyOpener opener) {
    long length = request.getContentLengthLong();
    if (length == 0) {
      return Body.EMPTY;
    }
    boolean streams =
        length > 0
            || request.getHeader("Transfer-Encoding") != null
            || request.getProtocol().startsWith("HTTP/2");
    return streams ? opener.open(length) : Body.EMPTY;
  }
}
