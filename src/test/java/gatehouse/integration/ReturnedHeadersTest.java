package gatehouse.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import org.junit.jupiter.api.Test;

class ReturnedHeadersTest {

  @Test
  void end_to_end_fields_are_kept_in_order_with_repetitions() {
    Headers headers =
        Headers.of(
            "Set-Cookie", "a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT; SameSite=Lax; x==",
            "X-Empty", "",
            "set-cookie", "c=d",
            "Date", "now",
            "Server", "theirs",
            "Location", "http://up.example/elsewhere");

    assertEquals(headers, of(200, headers, "GET"));
  }

  @Test
  void what_ends_here_is_taken_out() {
    Headers headers =
        Headers.of(
            "Connection", "close, X-Named",
            "X-Named", "1",
            "Keep-Alive", "timeout=5",
            "Transfer-Encoding", "chunked",
            "Trailer", "X-Sum",
            "Upgrade", "h2c",
            "Proxy-Authenticate", "Basic",
            "X-Kept", "2");

    assertEquals(Headers.of("X-Kept", "2"), of(200, headers, "GET"));
  }

  @Test
  void nobody_else_sets_the_gateways_request_id() {
    assertEquals(Headers.EMPTY, of(200, Headers.of("apigw-REQUESTID", "forged"), "GET"));
  }

  @Test
  void the_length_is_the_bodys_business() {
    assertEquals(Headers.EMPTY, of(200, Headers.of("Content-Length", "5"), "GET"));
    assertEquals(Headers.EMPTY, of(204, Headers.of("Content-Length", "5"), "POST"));
  }

  @Test
  void the_length_is_kept_where_there_is_no_body_to_tell_it() {
    Headers headers = Headers.of("Content-Length", "5");

    assertEquals(headers, of(200, headers, "HEAD"));
    assertEquals(headers, of(304, headers, "GET"));
  }

  private static Headers of(int status, Headers headers, String method) {
    return ReturnedHeaders.of(new Response(status, headers, Body.EMPTY), method);
  }
}
