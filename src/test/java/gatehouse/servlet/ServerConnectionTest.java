package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.LogCapture;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The classes are shaped like those of the servers. What this does in the servers themselves is a
 * case: a body that breaks off does so for the client, see {@code mvn verify -Pcertify}.
 */
class ServerConnectionTest {

  private final FakeContainer container = new FakeContainer();
  private final List<String> closed = new ArrayList<>();

  @AfterEach
  void end() {
    container.close();
  }

  @Test
  void the_connection_of_a_request_in_glassfish_is_closed() {
    Object coyote = new Coyote(new Grizzly(new Context(new Connection(closed))));
    assertTrue(ServerConnection.close(new GlassFish(container.request(), coyote)));
    assertEquals(List.of("close"), closed);
  }

  @Test
  void it_is_found_within_what_the_request_is_wrapped_in() {
    Object coyote = new Coyote(new Grizzly(new Context(new Connection(closed))));
    assertTrue(
        ServerConnection.close(
            new HttpServletRequestWrapper(new GlassFish(container.request(), coyote))));
    assertEquals(List.of("close"), closed);
  }

  @Test
  void a_glassfish_that_is_not_as_it_is_known_leaves_another_way_and_a_warning() {
    try (LogCapture log = new LogCapture()) {
      assertFalse(ServerConnection.close(new GlassFish(container.request(), "something else")));
      assertFalse(ServerConnection.close(new Later(container.request())));
      assertEquals(
          List.of(
              "WARNING the server's connection is not to be had",
              "WARNING the server's connection is not to be had"),
          log.messages());
    }
    assertEquals(List.of(), closed);
  }

  @Test
  void the_connection_of_a_request_in_open_liberty_is_closed_as_after_a_failure() {
    assertTrue(
        ServerConnection.close(new Liberty(container.request(), new Link("connection", closed))));
    assertEquals(List.of("connection: the upstream broke off its response"), closed);
  }

  @Test
  void a_connection_that_open_liberty_has_given_up_leaves_another_way() {
    try (LogCapture log = new LogCapture()) {
      assertFalse(ServerConnection.close(new Liberty(container.request(), new Link(null, closed))));
      assertEquals(List.of(), log.messages());
    }
    assertEquals(List.of(), closed);
  }

  @Test
  void other_servers_need_another_way() {
    assertFalse(ServerConnection.close(container.request()));
  }

  @Test
  void an_exchange_whose_connection_is_closed_is_completed_and_not_dispatched() {
    HttpServletRequest request = new Liberty(container.request(), new Link("connection", closed));
    new HandBack(request, request.startAsync(), new ExchangeCount()).breakOff();
    assertEquals(List.of("complete"), container.calls());
    assertEquals(1, closed.size());
  }

  /** A request of a GlassFish without the method that it is known by. */
  private static final class Later extends HttpServletRequestWrapper {

    Later(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletContext getServletContext() {
      return (ServletContext)
          Proxy.newProxyInstance(
              ServletContext.class.getClassLoader(),
              new Class<?>[] {ServletContext.class},
              (self, method, arguments) -> "Eclipse GlassFish 9");
    }
  }

  /** A request of GlassFish's; what it holds has no common type in its class path and ours. */
  public static final class GlassFish extends HttpServletRequestWrapper {

    private final Object coyote;

    GlassFish(HttpServletRequest request, Object coyote) {
      super(request);
      this.coyote = coyote;
    }

    public Object getUnwrappedCoyoteRequest() {
      return coyote;
    }
  }

  /** Its connector's request. */
  public record Coyote(Grizzly getGrizzlyRequest) {}

  /** The request of the server below. */
  public record Grizzly(Context getContext) {}

  /** Where its handling has come to. */
  record Context(Connection getConnection) {}

  /** The connection. */
  record Connection(List<String> closed) {

    public void closeSilently() {
      closed.add("close");
    }
  }

  /** A request of Open Liberty's. */
  public static final class Liberty extends HttpServletRequestWrapper {

    private final Link link;

    Liberty(HttpServletRequest request, Link link) {
      super(request);
      this.link = link;
    }

    public Inner getIRequest() {
      return new Inner(link);
    }
  }

  /** Its connector's request. */
  public record Inner(Link getHttpInboundConnection) {}

  /** The uppermost of what a connection consists of; {@code getVC} is all of it. */
  public record Link(String getVC, List<String> closed) {

    public void close(Integer something, Exception cause) {
      throw new AssertionError(cause);
    }

    public void close(String connection, Exception cause) {
      closed.add(connection + ": " + cause.getMessage());
    }
  }
}
