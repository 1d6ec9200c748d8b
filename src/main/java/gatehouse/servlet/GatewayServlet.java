package gatehouse.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one servlet, mapped to {@code /*}: passes every request on to the gateway that {@link
 * GatehouseListener} has built, and holds no thread while it is answered.
 */
public final class GatewayServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** Set by {@link #init}, before the first request. */
  private transient @Nullable Deployment deployment;

  @Override
  public void init() {
    deployment = GatehouseListener.world(getServletContext()).deployment();
  }

  /**
   * All methods alike.
   *
   * @throws ServletException to break off a response whose upstream broke off
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    if (request.getAttribute(HandBack.BROKEN_OFF) != null) {
      throw new BrokenOffException();
    }
    ServletExchange.start(request, response, Objects.requireNonNull(deployment));
  }

  /** The client must not take what it has got for the whole; the container closes on it. */
  private static final class BrokenOffException extends ServletException {

    private static final long serialVersionUID = 1;

    BrokenOffException() {
      super("the upstream broke off its response");
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
