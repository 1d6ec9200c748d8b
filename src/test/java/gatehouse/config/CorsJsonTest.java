package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsJsonTest {

  private final Problems problems = new Problems(List.of());

  @Test
  void all_that_the_aws_cli_prints_is_read() throws IOException {
    assertEquals(
        new Cors(
            List.of("https://a.test", "http://*"),
            List.of("GET", "*"),
            List.of("content-type", "X-A"),
            List.of("*"),
            false,
            300),
        read(
            """
            {"AllowOrigins": ["https://a.test", "http://*"], "AllowMethods": ["GET", "*"],
             "AllowHeaders": ["content-type", "X-A"], "ExposeHeaders": ["*"],
             "AllowCredentials": false, "MaxAge": 300}"""));
    assertProblems();
  }

  @Test
  void what_is_absent_is_empty() throws IOException {
    assertEquals(
        new Cors(List.of(), List.of(), List.of(), List.of(), true, null),
        read("{\"AllowCredentials\": true}"));
    assertProblems();
  }

  @Test
  void nothing_is_no_cors() throws IOException {
    assertNull(readApi("{}"));
    assertNull(read("{}"));
    assertProblems();
  }

  @Test
  void repeated_members_count_once() throws IOException {
    assertEquals(
        List.of("https://a.test", "https://b.test"),
        read("{\"AllowOrigins\": [\"https://a.test\", \"https://b.test\", \"https://A.test\"]}")
            .allowOrigins());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "http://*",
        "https://*",
        "https://a.test",
        "http://a.test:443",
        "https://a.test:8443",
        "http://localhost:3000",
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
        "http://a_b.test",
        "capacitor://localhost",
        "chrome-extension://abcdefghijklmnop"
      })
  void these_are_origins(String origin) throws IOException {
    assertEquals(List.of(origin), origins(origin));
    assertProblems();
  }

  @Test
  void origins_are_compared_in_lower_case() throws IOException {
    assertEquals(List.of("https://a.test"), origins("HTTPS://A.Test"));
    assertProblems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.test | is `a.test`, which is no origin: write scheme and host, such as `https://www.example.com`",
        "//a.test | is `//a.test`, which is no origin: write scheme and host, such as `https://www.example.com`",
        "1x://a.test | is `1x://a.test`, which is no origin: write scheme and host, such as `https://www.example.com`",
        "null | is `null`, which pages of nobody in particular send, so it would allow all of them: write the origin of a server, such as `https://www.example.com`, or `*`",
        "https://a.test/ | goes on behind its host, but browsers send no more than that: write `https://a.test`",
        "https://a.test/x | goes on behind its host, but browsers send no more than that: write `https://a.test`",
        "https://a.test:81?x | goes on behind its host, but browsers send no more than that: write `https://a.test:81`",
        "https://a.test:443 | names the port that browsers leave out: write `https://a.test`",
        "http://a.test:80 | names the port that browsers leave out: write `http://a.test`",
        "http://[::1]:80 | names the port that browsers leave out: write `http://[::1]`",
        "https://a.test:08443 | writes its port otherwise than browsers: write `https://a.test:8443`",
        "https://a.test:0 | has the port `0`: write a number from 1 to 65535, or leave it out with its colon",
        "https://a.test: | has the port ``: write a number from 1 to 65535, or leave it out with its colon",
        "https://bücher.test | is not what browsers send: write `https://xn--bcher-kva.test`",
        "https://*.a.test | has a `*` for a part of it: write each origin, or `https://*`, `http://*` or `*` for all",
        "ftp://* | has a `*` for a part of it: write each origin, or `https://*`, `http://*` or `*` for all",
        "https:// | has no host: write one, such as `https://www.example.com`",
        "https://u@a.test | has user information in front of the host (`…@`): remove it, it is never sent",
        "https://a b | has the host `a b`, which is none: write a name of letters, digits, `-`, `_` and `.`, or an address, one of IPv6 in brackets",
      })
  void these_are_none(String origin, String message) throws IOException {
    assertEquals(List.of(), origins(origin));
    assertProblems("AllowOrigins[0]: " + message);
  }

  @Test
  void any_origin_with_credentials_is_refused_as_on_aws() throws IOException {
    read("{\"AllowOrigins\": [\"https://a.test\", \"*\"], \"AllowCredentials\": true}");
    assertProblems(
        "AllowCredentials: cannot be true while `AllowOrigins` has `*`, which no browser accepts: write the origins, or false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANY | is `ANY`, which browsers take for the name of a method: write `*`",
        "FETCH | is `FETCH`, but must be a method: write `*`, or of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS",
      })
  void methods_are_those_of_route_keys(String method, String message) throws IOException {
    read("{\"AllowMethods\": [\"OPTIONS\", \"%s\"]}".formatted(method));
    assertProblems("AllowMethods[1]: " + message);
  }

  @Test
  void methods_may_be_in_lower_case_and_count_in_upper_case() throws IOException {
    assertEquals(
        List.of("GET", "PUT"),
        read("{\"AllowMethods\": [\"get\", \"Put\", \"GET\"]}").allowMethods());
    assertProblems();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AllowHeaders", "ExposeHeaders"})
  void names_of_headers_are_tokens(String property) throws IOException {
    read("{\"%s\": [\"X-A, X-B\", \"\", \"*\"]}".formatted(property));
    assertProblems(
        property
            + "[0]: is `X-A, X-B`, which is no name of a header: write one such as `Content-Type`, or `*`",
        property
            + "[1]: is ``, which is no name of a header: write one such as `Content-Type`, or `*`");
  }

  @Test
  void the_age_has_bounds() throws IOException {
    assertEquals(-1, read("{\"MaxAge\": -1}").maxAgeSeconds());
    assertEquals(86_400, read("{\"MaxAge\": 86400}").maxAgeSeconds());
    assertProblems();
    read("{\"MaxAge\": -2}");
    read("{\"MaxAge\": 86401}");
    read("{\"MaxAge\": \"1\"}");
    assertProblems(
        "MaxAge: is -2, but must be -1 to 86400: a day at most; -1 to keep browsers from it",
        "MaxAge: is 86401, but must be -1 to 86400: a day at most; -1 to keep browsers from it",
        "MaxAge: is a string, but must be a whole number");
  }

  @Test
  void wrong_types_and_unknown_properties_are_told() throws IOException {
    read(
        """
        {"AllowCredentials": "true", "AllowOrigins": "*", "AllowMethods": [1],
         "AllowOrigin": []}""");
    assertProblems(
        "AllowOrigin: is unknown: did you mean `AllowOrigins`?",
        "AllowOrigins: is a string, but must be a list of strings",
        "AllowCredentials: is a string, but must be true or false",
        "AllowMethods[0]: is a number, but must be a string in double quotes");
  }

  private List<String> origins(String origin) throws IOException {
    return read("{\"AllowOrigins\": [\"%s\"]}".formatted(origin)).allowOrigins();
  }

  private Cors read(String cors) throws IOException {
    return readApi("{\"CorsConfiguration\": %s}".formatted(cors));
  }

  private Cors readApi(String api) throws IOException {
    ObjectNode node = (ObjectNode) new ObjectMapper().readTree(api);
    return CorsJson.readFrom(new ObjectJson("api.json", "api", node, problems));
  }

  private void assertProblems(String... expected) {
    String place = "api.json: CorsConfiguration.";
    assertEquals(
        Stream.of(expected).map(problem -> place + problem).toList(),
        found().stream().map(Problem::toString).toList());
  }

  private List<Problem> found() {
    try {
      problems.throwIfAny();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }
}
