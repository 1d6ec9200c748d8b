package gatehouse.deployment;

import gatehouse.testkit.Field;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.TestTokens;
import gatehouse.testkit.server.ServerProcess;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Requests of people whom a tenant knows. */
final class TenantRequests {

  private TenantRequests() {}

  static String tagged(ServerProcess server, String target) {
    String body = "{\"tags\":{\"at\":\"%d\"}}".formatted(System.nanoTime());
    return Awaited.text(
        RawClient.exchange(
            server.port(),
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(target, body.length(), body)));
  }

  static String authorized(ServerProcess server, String target, String fields) {
    return Awaited.text(
        RawClient.exchange(
            server.port(),
            "GET " + target + " HTTP/1.1\r\nHost: gatehouse.test\r\n" + fields + "\r\n"));
  }

  static String bearer(RawUpstream issuer) {
    String claims = "{\"iss\":\"%s\",\"aud\":\"pets\",\"exp\":99999999999}".formatted(issuer.url());
    return "Authorization: " + TestTokens.of(claims) + "\r\n";
  }

  static String signed(String target) {
    return new SigV4(
            "AKIAALICE00000000001",
            "alices/secret+key/that/only/tests/know/0",
            null,
            "us-east-1",
            Clock.systemUTC())
            .sign(
                "GET",
                target,
                List.of(new Field("Host", "gatehouse.test")),
                new byte[0],
                SigV4.Form.HEADER)
            .headers()
            .stream()
            .filter(field -> !field.name().equalsIgnoreCase("Host"))
            .map(field -> field.name() + ": " + field.value() + "\r\n")
            .collect(Collectors.joining());
  }
}
