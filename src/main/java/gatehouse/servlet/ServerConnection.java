package gatehouse.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Objects;

/**
 * The client's connection where a server has no other way to break a response off.
 *
 * <p>The servlet API has no call for that. What a servlet throws closes the connection in Tomcat
 * and Jetty. GlassFish sends the last chunk all the same, or leaves the client waiting for the rest
 * of an announced length; Open Liberty puts a page of its own behind what has been sent, which may
 * fill up the announced length. Both let one reach the connection, by public methods of classes
 * that are not the application's.
 */
final class ServerConnection {

  private static final System.Logger LOG = System.getLogger("gatehouse.servlet");

  private ServerConnection() {}

  /**
   * Closes it behind what has been flushed, so that neither a last chunk nor anything else comes
   * after that. With HTTP/2 that is the stream in Open Liberty, but the whole connection in
   * GlassFish.
   *
   * @return false when this server needs another way, or is not as it is known
   */
  static boolean close(HttpServletRequest request) {
    AppServer server = AppServer.of(request);
    try {
      return switch (server) {
        case GLASSFISH -> closeGrizzly(own(server, request));
        case OPEN_LIBERTY -> closeLink(own(server, request));
        case UNDERTOW, OTHER -> false;
      };
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "the server's connection is not to be had", e);
      return false;
    }
  }

  private static Object own(AppServer server, HttpServletRequest request)
      throws NoSuchMethodException {
    Object own = server.ownRequest(request);
    if (own == null) {
      throw new NoSuchMethodException("a connection, of " + request.getClass());
    }
    return own;
  }

  private static boolean closeGrizzly(Object own) throws ReflectiveOperationException {
    Object grizzly = call(call(own, "getUnwrappedCoyoteRequest"), "getGrizzlyRequest");
    Object connection = call(call(grizzly, "getContext"), "getConnection");
    // Grizzly has no way to reset a stream; a stream that is closed looks whole.
    Method close = connection.getClass().getMethod("closeSilently");
    close.setAccessible(true);
    close.invoke(connection);
    return true;
  }

  private static boolean closeLink(Object own) throws ReflectiveOperationException {
    Object link = call(call(own, "getIRequest"), "getHttpInboundConnection");
    Object connection = link.getClass().getMethod("getVC").invoke(link);
    if (connection == null) {
      LOG.log(Level.DEBUG, "the connection is closed already");
      return false;
    }
    for (Method method : link.getClass().getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      if (method.getName().equals("close")
          && types.length == 2
          && types[0].isInstance(connection)
          && types[1] == Exception.class) {
        method.invoke(link, connection, new IOException("the upstream broke off its response"));
        return true;
      }
    }
    throw new NoSuchMethodException("close");
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    Method method = target.getClass().getMethod(name);
    // The method is public, the class that overrides it need not be.
    method.setAccessible(true);
    return Objects.requireNonNull(method.invoke(target), name);
  }
}
