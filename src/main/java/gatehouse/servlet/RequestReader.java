package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.ClientCertificate;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

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

  /** Jakarta Servlet 6.0, section 3.10. */
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

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
            request.getScheme(),
            address(request.getRemoteAddr()),
            address(request.getLocalAddr()),
            clientCertificate(request)),
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

  /**
   * What the container has verified; it must be taken now, since the request's attributes are gone
   * when it is answered. Containers make out the attributes of a TLS connection when they are asked
   * for, so others are not asked.
   */
  private static @Nullable ClientCertificate clientCertificate(HttpServletRequest request) {
    return request.isSecure()
            && request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            && chain.length > 0
        ? new ClientCertificate(chain[0])
        : null;
  }

  private static Headers headers(HttpServletRequest request) {
    Headers.Builder headers = new Headers.Builder(16);
    try {
      if (isMultiplexed(request) && request.getHeader("Host") == null) {
        // RFC 9113, section 8.3.1: what HTTP/1.1 says in Host is in :authority there.
        headers.add("Host", authority(request));
      }
      for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
        String name = names.nextElement();
        String first = null;
        for (Enumeration<String> all = request.getHeaders(name); all.hasMoreElements(); ) {
          String value = all.nextElement();
          if (first == null) {
            first = value;
          } else if (isOne(name) && !first.equals(value)) {
            throw Refusal.badRequest();
          }
          headers.add(name, value);
        }
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest();
    }
    return headers.build();
  }

  /**
   * Whether there must not be two that differ: one could be what a proxy in front goes by, and the
   * other what we do. Most servers refuse them before; Open Liberty does not.
   */
  private static boolean isOne(String name) {
    return name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Content-Length");
  }

  private static String authority(HttpServletRequest request) {
    int usual = request.getScheme().equals("https") ? 443 : 80;
    int port = request.getServerPort();
    return port == usual ? request.getServerName() : request.getServerName() + ':' + port;
  }

  /** Whether nobody has said if there is a body, and how long it is. */
  static boolean mayBeEmpty(HttpServletRequest request, Body body) {
    return body.length() == Body.UNKNOWN_LENGTH && isMultiplexed(request);
  }

  private static Body body(HttpServletRequest request, BodyOpener opener) {
    long length = request.getContentLengthLong();
    if (length == 0) {
      return Body.EMPTY;
    }
    boolean streams =
        length > 0 || request.getHeader("Transfer-Encoding") != null || isMultiplexed(request);
    return streams ? opener.open(length) : Body.EMPTY;
  }

  /** HTTP/2 and later: the end of a request is a flag of its frames, not told by its fields. */
  private static boolean isMultiplexed(HttpServletRequest request) {
    return !request.getProtocol().startsWith("HTTP/1");
  }
}
