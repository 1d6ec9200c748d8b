package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.testkit.TestCertificates;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private final Map<String, Object> answers = new HashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, List<String>> headers = new LinkedHashMap<>();

  RequestReaderTest() {
    answers.put("getMethod", "GET");
    answers.put("getProtocol", "HTTP/1.1");
    answers.put("getRequestURI", "/ctx/a%2Fb");
    answers.put("getScheme", "https");
    answers.put("getRemoteAddr", "203.0.113.9");
    answers.put("getLocalAddr", "192.0.2.1");
    answers.put("getContentLengthLong", -1L);
    answers.put("getServerName", "api.example");
    answers.put("getServerPort", 8443);
    answers.put("isSecure", false);
  }

  @Test
  void a_request_is_what_the_client_sent() {
    answers.put("getQueryString", "a=%20&b");
    headers.put("Accept", List.of("a", "b"));
    headers.put("x-e", List.of(""));

    Request request = read();

    assertEquals("GET", request.method());
    assertEquals("HTTP/1.1", request.protocol());
    assertEquals("/a/b", request.path().decoded());
    assertEquals("a=%20&b", request.query());
    assertEquals(Headers.of("Accept", "a", "Accept", "b", "x-e", ""), request.headers());
    assertEquals(new Request.Connection("https", "203.0.113.9", "192.0.2.1"), request.connection());
    assertSame(Body.EMPTY, request.body());
  }

  @Test
  void the_certificate_is_the_first_of_the_chain_that_the_container_has_verified() {
    X509Certificate own = TestCertificates.parse(TestCertificates.SAMPLE);
    attributes.put(
        CERTIFICATES, new X509Certificate[] {own, TestCertificates.parse(TestCertificates.SAMPLE)});
    answers.put("isSecure", true);

    assertSame(own, read().connection().clientCertificate().certificate());
  }

  @Test
  void without_tls_nobody_is_asked_for_a_certificate() {
    attributes.put(
        CERTIFICATES, new X509Certificate[] {TestCertificates.parse(TestCertificates.SAMPLE)});
    answers.put("isSecure", false);

    assertNull(read().connection().clientCertificate());
  }

  @Test
  void a_client_of_tls_need_not_have_a_certificate() {
    answers.put("isSecure", true);
    assertNull(read().connection().clientCertificate());

    attributes.put(CERTIFICATES, new X509Certificate[0]);
    assertNull(read().connection().clientCertificate());
  }

  @ParameterizedTest
  @CsvSource({
    "[2001:db8::1], 2001:db8::1",
    "2001:db8::1, 2001:db8::1",
    "[fe80::1%eth0], fe80::1",
    "fe80:0:0:0:0:0:0:1%2, fe80:0:0:0:0:0:0:1",
    "10.1.2.3, 10.1.2.3"
  })
  void addresses_have_neither_brackets_nor_zones(String told, String address) {
    answers.put("getRemoteAddr", told);
    answers.put("getLocalAddr", told);

    assertEquals(new Request.Connection("https", address, address), read().connection());
  }

  @Test
  void headers_that_could_break_out_are_refused() {
    headers.put("X-Odd", List.of("a\nb"));

    assertEquals(400, assertThrows(Refusal.class, this::read).status());
  }

  @ParameterizedTest
  @CsvSource({"/other/a", "/ctxa", "/%2e%2e/ctx", "*", "/ctx/../a"})
  void paths_outside_of_the_context_are_refused(String uri) {
    answers.put("getRequestURI", uri);

    assertEquals(400, assertThrows(Refusal.class, this::read).status());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, 0, false, 0",
    "HTTP/1.1, -1, false, 0",
    "HTTP/1.1, 5, false, 5",
    "HTTP/1.1, 5000000000, false, 5000000000",
    "HTTP/1.1, -1, true, -1",
    "HTTP/2.0, -1, false, -1",
    "HTTP/2.0, 0, false, 0"
  })
  void a_body_is_there_when_its_framing_says_so(
      String protocol, long contentLength, boolean chunked, long length) {
    answers.put("getProtocol", protocol);
    answers.put("getContentLengthLong", contentLength);
    if (chunked) {
      headers.put("Transfer-Encoding", List.of("chunked"));
    }

    assertEquals(length, read().body().length());
  }

  @Test
  void what_http_2_says_in_its_authority_is_the_host() {
    answers.put("getProtocol", "HTTP/2.0");
    assertEquals("api.example:8443", read().headers().first("Host"));
    answers.put("getServerPort", 443);
    assertEquals("api.example", read().headers().first("Host"));
    answers.put("getProtocol", "HTTP/1.0");
    assertEquals(null, read().headers().first("Host"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length"})
  void two_fields_of_which_there_is_one_must_not_differ(String name) {
    headers.put(name, List.of("1", "1"));
    assertEquals(Headers.of(name, "1", name, "1"), read().headers());
    headers.put(name, List.of("1", "2"));
    assertEquals(400, assertThrows(Refusal.class, this::read).status());
  }

  private Request read() {
    HttpServletRequest request =
        fake(
            HttpServletRequest.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getServletContext" ->
                      fake(ServletContext.class, (context, called, nothing) -> "/ctx");
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                  case "getHeaders" -> Collections.enumeration(headers.get(arguments[0]));
                  case "getHeader" ->
                      headers.containsKey(arguments[0]) ? headers.get(arguments[0]).get(0) : null;
                  default -> {
                    boolean known =
                        answers.containsKey(method.getName())
                            || method.getName().equals("getQueryString");
                    if (!known) {
                      throw new UnsupportedOperationException(method.getName());
                    }
                    yield answers.get(method.getName());
                  }
                });
    return RequestReader.read(
        request, length -> Body.streaming(length, subscriber -> {}), new Cancellation());
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
