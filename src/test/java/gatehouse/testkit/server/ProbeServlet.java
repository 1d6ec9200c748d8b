package gatehouse.testkit.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells what a server lets through: answers every request with its raw URI, its query, the context
 * path and the context parameter {@code probe}, one per line. What is below {@code /zz-…} is there
 * only while a file of that name is in the directory {@code gatehouse.config}. Self-contained,
 * because it is packaged alone.
 */
public final class ProbeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String stage = request.getRequestURI().concat("/ ").split("/")[1];
    Path config = Path.of(System.getProperty("gatehouse.config", ""));
    if (stage.startsWith("zz-") && !Files.exists(config.resolve(stage))) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
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
