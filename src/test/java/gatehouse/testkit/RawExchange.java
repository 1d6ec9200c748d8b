package gatehouse.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All that a server says to some bytes that need not be a request: they are sent, then FIN, and
 * what comes is kept up to the end of the connection, whatever ends it.
 *
 * @param text what came, a character per byte
 */
public record RawExchange(String text) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([2-9]\\d\\d)");

  /** Says these bytes to 127.0.0.1. */
  public static RawExchange of(int port, byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout((int) RawUpstream.PATIENCE.toMillis());
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[8192];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        all.write(piece, 0, count);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server does not end the connection; so far: " + all, e);
    } catch (IOException e) {
      // A server that refuses need not listen to the end.
    }
    return new RawExchange(all.toString(StandardCharsets.ISO_8859_1));
  }

  /** The statuses of all answers but interim ones, provided that no body looks like a head. */
  public List<Integer> statuses() {
    return STATUS.matcher(text).results().map(found -> Integer.valueOf(found.group(1))).toList();
  }

  /** How many of the answers are good ones. */
  public long successes() {
    return statuses().stream().filter(status -> status < 300).count();
  }
}
