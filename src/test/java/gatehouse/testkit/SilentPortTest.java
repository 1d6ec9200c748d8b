package gatehouse.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SilentPortTest {

  @Test
  void a_silent_port_lets_connecting_time_out() throws Exception {
    try (SilentPort port = SilentPort.open();
        Socket socket = new Socket()) {
      assertThrows(SocketTimeoutException.class, () -> socket.connect(address(port.url()), 100));
    }
  }

  @Test
  void a_refusing_port_refuses() throws Exception {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = address(RawUpstream.refusingUrl());
      assertThrows(ConnectException.class, () -> socket.connect(address, 1000));
    }
  }

  private static InetSocketAddress address(String url) {
    return new InetSocketAddress("127.0.0.1", URI.create(url).getPort());
  }
}
