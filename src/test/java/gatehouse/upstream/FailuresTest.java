package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.util.Deadline;
import org.apache.hc.core5.util.DeadlineTimeoutException;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void tells_kinds_apart() {
    assertKind(UpstreamFailure.Kind.UNTRUSTED, new SSLHandshakeException("bad certificate"));
    assertKind(UpstreamFailure.Kind.MALFORMED, new ProtocolException("two lengths"));
    assertKind(UpstreamFailure.Kind.MALFORMED, new ParseException("no status"));
    assertKind(UpstreamFailure.Kind.MALFORMED, new MessageConstraintException("line too long"));
    assertKind(UpstreamFailure.Kind.UNREACHABLE, new ConnectException("Connection refused"));
    assertKind(UpstreamFailure.Kind.UNREACHABLE, new UnknownHostException("a.example"));
    assertKind(UpstreamFailure.Kind.UNREACHABLE, new ConnectionClosedException("closed"));
    assertKind(UpstreamFailure.Kind.UNREACHABLE, new SocketTimeoutException("connect timed out"));
    assertKind(
        UpstreamFailure.Kind.TIMEOUT,
        DeadlineTimeoutException.from(Deadline.calculate(TimeValue.ofMilliseconds(1))));
  }

  @Test
  void texts_about_the_network_are_shown_and_texts_that_may_quote_a_message_are_not() {
    assertEquals(
        "ConnectException: Connection refused",
        Failures.describe(new ConnectException("Connection refused")));
    assertEquals(
        "UnknownHostException: a.example",
        Failures.describe(new UnknownHostException("a.example")));
    assertEquals("SSLException: no cipher", Failures.describe(new SSLException("no cipher")));
    assertEquals(
        "ProtocolException", Failures.describe(new ProtocolException("bad header: Secret: x")));
    assertEquals("IOException", Failures.describe(new IOException("Secret: x")));
  }

  private static void assertKind(UpstreamFailure.Kind kind, Exception cause) {
    assertEquals(kind, Failures.kindOf(cause), cause::toString);
  }
}
