package gatehouse.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The servers whose ways differ so far from the servlet API that the gateway has to know them.
 *
 * <p>They are told by the methods that their requests have beside the API's, and WildFly's Undertow
 * by the class of its context; what a server calls itself may be changed by its operator. All
 * requests of a server are of one class, so this is looked up once. Safe for use by several
 * threads.
 */
enum AppServer {
  GLASSFISH("getUnwrappedCoyoteRequest"),
  OPEN_LIBERTY("getIRequest"),
  UNDERTOW(""),
  OTHER("");

  private static volatile @Nullable Known known;

  /** What no other server's requests have; empty when there is nothing of the kind. */
  private final String ownMethod;

  AppServer(String ownMethod) {
    this.ownMethod = ownMethod;
  }

  private record Known(Class<?> type, AppServer server) {}

  /** The server that a request comes from. */
  static AppServer of(HttpServletRequest request) {
    Known last = known;
    if (last == null || last.type != request.getClass()) {
      last = new Known(request.getClass(), find(request));
      known = last;
    }
    return last.server;
  }

  private static AppServer find(HttpServletRequest request) {
    for (AppServer server : values()) {
      if (server.ownRequest(request) != null) {
        return server;
      }
    }
    ServletContext context = request.getServletContext();
    if (context.getClass().getName().startsWith("io.undertow.")) {
      return UNDERTOW;
    }
    String name = context.getServerInfo();
    if (name.contains("GlassFish") || name.contains("Payara")) {
      return GLASSFISH;
    }
    return request.getClass().getName().startsWith("com.ibm.ws.") ? OPEN_LIBERTY : OTHER;
  }

  /** The server's own request object, within what it may be wrapped in; null when there is none. */
  @Nullable ServletRequest ownRequest(ServletRequest request) {
    ServletRequest inner = request;
    while (!hasOwnMethod(inner)) {
      if (!(inner instanceof ServletRequestWrapper wrapper)) {
        return null;
      }
      inner = wrapper.getRequest();
    }
    return inner;
  }

  private boolean hasOwnMethod(ServletRequest request) {
    try {
      for (Method method : request.getClass().getMethods()) {
        if (method.getName().equals(ownMethod)) {
          return true;
        }
      }
    } catch (LinkageError e) {
      // A signature names a class that this server does without; it is none of these two.
      return false;
    }
    return false;
  }
}
