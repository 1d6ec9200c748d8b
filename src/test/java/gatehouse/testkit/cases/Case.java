package gatehouse.testkit.cases;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.TestTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One case file. In every string {@code @upstream@} stands for the stand-in upstream's base URL,
 * {@code @upstream-authority@} for its host and port and {@code @upstream-host@} for its host; the
 * string {@code @upstream-port@} becomes the number of its port; {@code @token:NAME@} for one of
 * the tokens, and {@code @keys@} for the key set that they are checked with; {@code @credentials@}
 * for the path of iam/credentials.json among the tests' resources. Unknown properties are errors.
 *
 * @param hosts where the case can hold; all hosts when absent
 * @param why the reason when it cannot hold everywhere
 * @param tokens by name, for {@code @token:NAME@}
 * @param settings of the gateway, by their names; the usual ones when absent
 * @param configuration relative file names and their contents: JSON, or a string to write as it is
 * @param standing answers of the upstream by path that no exchange counts, such as a key set
 * @param exchanges one after the other
 */
record Case(
    @Nullable List<String> hosts,
    @Nullable String why,
    @Nullable Map<String, Signed> tokens,
    @Nullable Map<String, String> settings,
    Map<String, JsonNode> configuration,
    @Nullable Map<String, Answering> standing,
    List<Step> exchanges) {

  private static final Path CREDENTIALS = Path.of("src/test/resources/iam/credentials.json");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * A JSON Web Token.
   *
   * @param header {@code {"alg": "RS256", "kid": "rsa1"}} when absent
   * @param claims in which {@code @now+60@} becomes the second in a minute
   * @param key that it is signed with, one of {@code src/test/resources/tokens}; rsa1 when absent
   */
  record Signed(@Nullable ObjectNode header, ObjectNode claims, @Nullable String key) {

    String text() {
      claims
          .properties()
          .forEach(
              claim -> {
                String value = claim.getValue().asText();
                if (value.matches("@now[+-]\\d+@")) {
                  long offset = Long.parseLong(value.substring(4, value.length() - 1));
                  claim.setValue(LongNode.valueOf(Instant.now().getEpochSecond() + offset));
                }
              });
      return header == null
          ? TestTokens.of(claims.toString())
          : TestTokens.of(header.toString(), claims.toString(), key == null ? "rsa1" : key);
    }
  }

  /**
   * One exchange.
   *
   * @param upstream the calls that the upstream must get, in this order; none must come when absent
   * @param log the lines that stages write to {@code file:access.log}, see {@link Seen}; when some
   *     exchange of a case has it, the others must have no lines. What comes too late counts for
   *     the next exchange, so one without lines wants one with lines behind it
   * @param eventually whether it is repeated until its client gets what it must; for what becomes
   *     known a moment after an answer has ended, such as metrics. The upstream must not be called
   */
  record Step(
      Sending request,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<Call> upstream,
      Expected client,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> log,
      boolean eventually) {

    List<String> lines() {
      return log == null ? List.of() : log;
    }

    List<Call> calls() {
      return upstream == null ? List.of() : upstream;
    }
  }

  /**
   * What the client sends. Host is added when it is not given, and Content-Length when there is a
   * body and neither it nor Transfer-Encoding is given.
   *
   * @param method GET when absent
   * @param body a string as it is, anything else as JSON
   * @param bodySize instead of a body: this many letters a
   * @param signed how it is signed just before it is sent; not at all when absent
   */
  record Sending(
      @Nullable String method,
      String target,
      @Nullable HeaderList headers,
      @Nullable JsonNode body,
      @Nullable Integer bodySize,
      @Nullable Signing signed) {}

  /**
   * A signature of AWS, version 4, by the clock of the machine.
   *
   * @param sessionToken none when absent
   * @param region us-east-1 when absent
   * @param form HEADER when absent
   * @param target that is signed in place of the one that is sent; the same when absent
   * @param body that is signed in place of the one that is sent; the same when absent
   */
  record Signing(
      String accessKeyId,
      String secretAccessKey,
      @Nullable String sessionToken,
      @Nullable String region,
      SigV4.@Nullable Form form,
      @Nullable String target,
      @Nullable String body) {}

  /** One call of the upstream: what it must have seen, if that matters, and what it answers. */
  record Call(@Nullable Seen sees, @Nullable Answering answers) {}

  /**
   * What the upstream must have seen. Strings of the form {@code ~…~} are regular expressions.
   *
   * @param line the whole request line
   * @param headers exactly these values of these names; other names are free
   * @param absent names that must not be there
   * @param body a string for the same text, anything else for equal JSON
   * @param signed region and service that the gateway's own signature must be good for, such as
   *     {@code us-east-1/sqs}
   */
  record Seen(
      @Nullable String line,
      @Nullable HeaderList headers,
      @Nullable List<String> absent,
      @Nullable JsonNode body,
      @Nullable Integer bodySize,
      @Nullable String signed) {}

  /**
   * What the upstream answers. Content-Length is added when there is neither it nor
   * Transfer-Encoding.
   *
   * @param status 200 when absent
   * @param raw instead of everything else: these bytes, after which the connection is closed
   * @param stall instead of everything else: no answer at all
   */
  record Answering(
      @Nullable Integer status,
      @Nullable String reason,
      @Nullable HeaderList headers,
      @Nullable JsonNode body,
      @Nullable Integer bodySize,
      @Nullable String raw,
      boolean stall) {}

  /**
   * What the client must get; see {@link Seen}.
   *
   * @param complete false when the body must break off; true when absent
   */
  record Expected(
      int status,
      @Nullable HeaderList headers,
      @Nullable List<String> absent,
      @Nullable JsonNode body,
      @Nullable Integer bodySize,
      @Nullable Boolean complete) {}

  static Case read(Path file, String upstreamUrl) throws IOException {
    JsonNode tree = JSON.readTree(file.toFile());
    JsonNode located = substitute(tree, text -> located(text, upstreamUrl));
    Map<String, String> texts = new HashMap<>(Map.of("@keys@", TestTokens.KEYS));
    for (Map.Entry<String, JsonNode> token : located.path("tokens").properties()) {
      texts.put(
          "@token:" + token.getKey() + "@",
          JSON.treeToValue(token.getValue(), Signed.class).text());
    }
    Case read = JSON.treeToValue(substitute(located, text -> replaced(text, texts)), Case.class);
    if (read.configuration() == null || read.exchanges() == null || read.exchanges().isEmpty()) {
      throw new IllegalArgumentException("a case needs a configuration and exchanges");
    }
    if ((read.hosts() == null) != (read.why() == null)) {
      throw new IllegalArgumentException("hosts and why belong together");
    }
    return read;
  }

  private static JsonNode located(String text, String url) {
    String authority = url.substring(url.indexOf("//") + 2);
    int colon = authority.lastIndexOf(':');
    if (text.equals("@upstream-port@")) {
      return IntNode.valueOf(Integer.parseInt(authority.substring(colon + 1)));
    }
    return TextNode.valueOf(
        text.replace("@upstream@", url)
            .replace("@credentials@", CREDENTIALS.toAbsolutePath().toString())
            .replace("@upstream-authority@", authority)
            .replace("@upstream-host@", authority.substring(0, colon)));
  }

  private static JsonNode replaced(String text, Map<String, String> texts) {
    String result = text;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      result = result.replace(entry.getKey(), entry.getValue());
    }
    if (result.contains("@token:")) {
      throw new IllegalArgumentException("there is no such token: " + result);
    }
    return TextNode.valueOf(result);
  }

  private static JsonNode substitute(JsonNode node, Function<String, JsonNode> text) {
    if (node.isTextual()) {
      return text.apply(node.textValue());
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(substitute(entry.getValue(), text)));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, substitute(array.get(i), text));
      }
    }
    return node;
  }
}
