package gatehouse.authorize.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import gatehouse.testkit.fuzz.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a policy decides, against the rules and the JDK's patterns. */
final class PolicyFuzz implements FuzzTarget {

  private static final String PETS =
      "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/GET/pets";

  private final JsonEdits edits =
      new JsonEdits(
          List.of(
              FuzzDocuments.json(
                  "{'Version':'2012-10-17','Statement':[{'Sid':'a','Effect':'Allow','Action':['execute-api:Invoke','*'],'Resource':'"
                      + PETS
                      + "'},{'Effect':'Deny','Action':'execute-api:In?oke','NotResource':['arn:aws:execute-api:*/pe*s']}]}"),
              FuzzDocuments.json(
                  "{'Statement':{'Effect':'Allow','NotAction':'s3:*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','::1']},'StringLike':{'aws:UserAgent':'curl*'},'Bool':{'aws:SecureTransport':'true'}}}}")));

  @Override
  public int briefRuns() {
    return 300;
  }

  @Override
  public void check(Draws input) {
    JsonNode document = edits.next(input);
    String resource = input.maybe() ? PETS : PETS + input.rest();
    Policy policy;
    try {
      policy = Policy.parse(document.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException fault) {
      Promise.isTold(fault, document.toString());
      return;
    }
    Attempt attempt = Attempt.of("execute-api:Invoke", resource);
    if (document.findValue("Condition") == null) {
      assertEquals(byTheRules(document, attempt), policy.decide(attempt), document::toString);
    } else {
      policy.decide(attempt);
    }
  }

  private static Decision byTheRules(JsonNode document, Attempt attempt) {
    Decision decision = Decision.NO_MATCH;
    JsonNode statements = document.get("Statement");
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      String action = attempt.action().toLowerCase(Locale.ROOT);
      if (covers(statement, "Action", action, true)
          && covers(statement, "Resource", attempt.resource(), false)) {
        if (statement.get("Effect").asText().equals("Deny")) {
          return Decision.DENY;
        }
        decision = Decision.ALLOW;
      }
    }
    return decision;
  }

  private static boolean covers(JsonNode statement, String name, String text, boolean lower) {
    boolean other = statement.has("Not" + name);
    JsonNode patterns = statement.get(other ? "Not" + name : name);
    for (JsonNode pattern : patterns.isArray() ? patterns : List.of(patterns)) {
      String wanted = pattern.asText();
      if (matches(lower ? wanted.toLowerCase(Locale.ROOT) : wanted, text)) {
        return !other;
      }
    }
    return other;
  }

  static boolean matches(String pattern, String text) {
    String regex =
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
