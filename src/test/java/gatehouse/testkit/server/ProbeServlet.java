package gatehouse.testkit.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells what a server lets through: answers every request with its raw URI, its query, the context
 * path and the context parameter {@code probe}, one per line. Self-contained, because it is
 * packaged alone.
 */
public final class ProbeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=utf-8");
    response
        .getWriter()
        .write(
            request.getRequestURI()
                + "\n"
                + request.getQueryString()
                + "\n"
                + request.getContextPath()
                + "\n"
                + getServletContext().getInitParameter("probe"));
  }
}
