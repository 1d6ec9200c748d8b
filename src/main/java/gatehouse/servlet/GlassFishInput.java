package gatehouse.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * The body of a request in GlassFish, which takes it for read as soon as all of it has come: it
 * says so while bytes are still waiting to be read (Servlet 6.0, section 3.7, says otherwise), and
 * a part would count as the whole.
 *
 * <p>When the waiting bytes have been read, {@link #isFinished} says so; nobody calls once more.
 */
final class GlassFishInput extends ServletInputStream {

  private final ServletInputStream input;

  private GlassFishInput(ServletInputStream input) {
    this.input = input;
  }

  /** The body of this request, as it is meant to be read, whatever the server. */
  static ServletInputStream of(HttpServletRequest request) throws IOException {
    ServletInputStream input = request.getInputStream();
    return AppServer.of(request) == AppServer.GLASSFISH ? new GlassFishInput(input) : input;
  }

  @Override
  public boolean isFinished() {
    return input.isFinished() && !isWaiting();
  }

  private boolean isWaiting() {
    try {
      return input.available() > 0;
    } catch (IOException e) {
      // Reading will find the same.
      return true;
    }
  }

  @Override
  public boolean isReady() {
    return input.isReady();
  }

  @Override
  public int read() throws IOException {
    return input.read();
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    return input.read(target, from, count);
  }

  @Override
  public int available() throws IOException {
    return input.available();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    input.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            listener.onDataAvailable();
          }

          @Override
          public void onAllDataRead() throws IOException {
            if (isWaiting()) {
              listener.onDataAvailable();
            } else {
              listener.onAllDataRead();
            }
          }

          @Override
          public void onError(Throwable cause) {
            listener.onError(cause);
          }
        });
  }
}
