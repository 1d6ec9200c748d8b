package gatehouse.authorize.iam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.testkit.Exchanges;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalRequestTest {

  /** Of nothing. */
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void it_is_what_aws_publishes_for_its_plainest_vector() {
    Request request =
        Exchanges.request(
            "GET",
            "/",
            null,
            Headers.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z"),
            Body.EMPTY);

    assertEquals(
        "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63",
        Signature.sha256(CanonicalRequest.bytes(request, List.of("host", "x-amz-date"), EMPTY)));
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "//a///b/, /a/b/",
    "/a%20b, /a%2520b",
    "/a+b:c@d, /a%2Bb%3Ac%40d",
    "/%C3%A9%2f, /%25C3%25A9%252f",
    "/-._~, /-._~"
  })
  void paths_are_encoded_once_more(String raw, String canonical) {
    assertEquals(canonical, line(1, Exchanges.request("GET", raw, null, HOST, Body.EMPTY)));
  }

  @ParameterizedTest
  @CsvSource({
    "b=2&a=1, a=1&b=2",
    "a=2&a=1, a=1&a=2",
    "a-=1&a=1, a=1&a-=1",
    "a, a=",
    "=x, =x",
    "a=b=c, a=b%3Dc",
    "&a&&, a=",
    "a=1+2, a=1%202",
    "a=%7e%2F%zz%, a=~%2F%25zz%25",
    "A=1&a=2&%41=0, A=0&A=1&a=2",
    "a=%c3%a9, a=%C3%A9",
    "a=%ff, a=%FF",
    "X-Amz-Signature=1&a=1&X-Amz-Date=2, X-Amz-Date=2&a=1"
  })
  void queries_are_written_in_one_way_and_sorted(String raw, String canonical) {
    assertEquals(canonical, line(2, Exchanges.request("GET", "/", raw, HOST, Body.EMPTY)));
  }

  @Test
  void values_are_trimmed_and_joined() {
    Headers headers = Headers.of("A", " x \t y  ", "B", "1", "a", "", "a", "\u00e9");
    Request request = Exchanges.request("GET", "/", null, headers, Body.EMPTY);

    String text = new String(CanonicalRequest.bytes(request, List.of("a", "b"), EMPTY), ISO_8859_1);

    assertEquals("GET\n/\n\na:x y,,\u00e9\nb:1\n\na;b\n" + EMPTY, text);
  }

  private static final Headers HOST = Headers.of("Host", "h");

  private static String line(int number, Request request) {
    byte[] bytes = CanonicalRequest.bytes(request, List.of("host"), EMPTY);
    return new String(bytes, ISO_8859_1).split("\n", -1)[number];
  }
}
