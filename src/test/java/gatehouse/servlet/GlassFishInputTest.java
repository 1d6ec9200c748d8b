package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What this does in the server itself is a case, {@code mapping/json-beyond-100-kilobytes…}. */
class GlassFishInputTest {

  private final FakeContainer container = new FakeContainer();
  private final Early early = new Early();

  @AfterEach
  void end() {
    container.close();
  }

  @Test
  void a_body_of_which_bytes_are_waiting_is_not_finished() throws IOException {
    ServletInputStream input = GlassFishInput.of(new Own(request("a name of one's own")));
    assertFalse(input.isFinished());
    assertEquals(1, input.read(new byte[5]));
    assertTrue(input.isFinished());
  }

  @Test
  void all_has_been_read_only_when_no_bytes_are_waiting() throws IOException {
    List<String> told = new ArrayList<>();
    GlassFishInput.of(new Unknown(request("Payara Server 6"))).setReadListener(new Telling(told));
    early.listener.onAllDataRead();
    assertEquals(List.of("data"), told);
    assertEquals(1, early.read(new byte[5]));
    early.listener.onAllDataRead();
    assertEquals(List.of("data", "all"), told);
  }

  @Test
  void other_servers_are_taken_at_their_word() throws IOException {
    assertSame(early, GlassFishInput.of(request("Apache Tomcat/11.0.24")));
  }

  private HttpServletRequest request(String server) {
    ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (self, method, arguments) -> server);
    return new HttpServletRequestWrapper(container.request()) {
      @Override
      public ServletContext getServletContext() {
        return context;
      }

      @Override
      public ServletInputStream getInputStream() {
        return early;
      }
    };
  }

  /** A request with a method that only GlassFish's has. */
  public static final class Own extends HttpServletRequestWrapper {

    Own(HttpServletRequest request) {
      super(request);
    }

    public Object getUnwrappedCoyoteRequest() {
      return "";
    }
  }

  /** A request of a later GlassFish, which has it no more. */
  private static final class Unknown extends HttpServletRequestWrapper {

    Unknown(HttpServletRequest request) {
      super(request);
    }
  }

  /** All has come, one byte of it waits. */
  private static final class Early extends ServletInputStream {

    private ReadListener listener;
    private int waiting = 1;

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return waiting > 0;
    }

    @Override
    public int available() {
      return waiting;
    }

    @Override
    public void setReadListener(ReadListener newListener) {
      listener = newListener;
    }

    @Override
    public int read() {
      return waiting-- > 0 ? 'a' : -1;
    }
  }

  private record Telling(List<String> told) implements ReadListener {

    @Override
    public void onDataAvailable() {
      told.add("data");
    }

    @Override
    public void onAllDataRead() {
      told.add("all");
    }

    @Override
    public void onError(Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}
