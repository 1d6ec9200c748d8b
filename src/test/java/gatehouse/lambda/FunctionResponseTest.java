package gatehouse.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.PayloadFormat;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cases cannot say: answers with very many fields. */
class FunctionResponseTest {

  private static Response of(PayloadFormat format, String members) throws Exception {
    String answer = "{\"statusCode\":200,%s}".formatted(members);
    return FunctionResponse.of(format, answer.getBytes(UTF_8), "GET");
  }

  private static String object(String prefix, int members, String value) {
    return IntStream.range(0, members)
        .mapToObj(i -> "\"%s%d\":%s".formatted(prefix, i, value))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void multiple_values_stand_behind_the_single_one_of_their_name() throws Exception {
    Response response =
        of(
            PayloadFormat.V1,
            """
            "headers":{"B":"1","a":"2","Content-Type":"t"},
            "multiValueHeaders":{"c":["3"],"A":["4",5],"b":["6"],"a":["7"],"C":null}\
            """);

    assertEquals(
        Headers.of(
            "B",
            "1",
            "b",
            "6",
            "a",
            "2",
            "A",
            "4",
            "A",
            "5",
            "a",
            "7",
            "Content-Type",
            "t",
            "c",
            "3"),
        response.headers());
  }

  @Test
  void a_thousand_fields_are_the_most() throws Exception {
    String all = "\"headers\":" + object("a", 998, "\"\"");
    String more = ",\"multiValueHeaders\":{\"b\":[1,2]}";

    assertEquals(
        1_000,
        of(PayloadFormat.V1, all + ",\"multiValueHeaders\":{\"content-type\":[1,2]}")
            .headers()
            .size());
    assertEquals(999, of(PayloadFormat.V2, all).headers().size());
    MalformedAnswerException tooMany =
        assertThrows(
            MalformedAnswerException.class,
            () -> of(PayloadFormat.V1, "\"headers\":" + object("a", 999, "1") + more));
    assertTrue(tooMany.getMessage().contains("more than 1000 headers"), tooMany.getMessage());
    String cookies =
        IntStream.range(0, 1_001).mapToObj(i -> "\"a\"").collect(Collectors.joining(","));
    assertThrows(
        MalformedAnswerException.class,
        () -> of(PayloadFormat.V2, "\"cookies\":[" + cookies + "]"));
  }

  /** The time is that of a hang: names compared pair by pair would be 10^10 comparisons. */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_hundred_thousand_names_are_not_compared_pair_by_pair() throws Exception {
    String single = "\"headers\":" + object("header-of-some-length-", 100_000, "null");
    String multiple = "\"multiValueHeaders\":" + object("HEADER-OF-SOME-LENGTHx", 100_000, "null");

    assertEquals(1, of(PayloadFormat.V1, single + "," + multiple).headers().size());
  }
}
