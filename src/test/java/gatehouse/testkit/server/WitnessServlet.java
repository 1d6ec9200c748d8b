package gatehouse.testkit.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells what a container alone makes of a client's bytes: keeps every request that reaches it, read
 * to its end, as a line of method, raw path, query and body in hexadecimal digits, or {@code
 * broken} for a body that cannot be read. {@code GET /probe/take} tells these lines and forgets
 * them. Self-contained, because it is packaged alone.
 */
public final class WitnessServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final List<String> SEEN = new ArrayList<>();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=utf-8");
    if (request.getRequestURI().endsWith("/take")) {
      synchronized (SEEN) {
        response.getWriter().write(String.join("\n", SEEN));
        SEEN.clear();
      }
      return;
    }
    String line =
        request.getMethod() + " " + request.getRequestURI() + " " + request.getQueryString() + " ";
    String body = "broken";
    try {
      body = HexFormat.of().formatHex(request.getInputStream().readAllBytes());
    } finally {
      synchronized (SEEN) {
        SEEN.add(line + body);
      }
    }
    response.getWriter().write("seen");
  }
}
