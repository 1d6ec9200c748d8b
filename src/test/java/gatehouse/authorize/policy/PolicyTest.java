package gatehouse.authorize.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.testkit.Exchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  private static final String INVOKE = "execute-api:Invoke";
  private static final String PETS =
      "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/GET/pets";

  @Test
  void a_fault_is_told_in_one_short_line_whatever_names_there_are() {
    String name = "a\\nWARNING: forged\\u2028" + "x".repeat(40_000);
    for (String document :
        new String[] {
          "{'Statement':[],'%s':1}",
          "{'Statement':[{'%s':1}]}",
          "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'%s':1}}}]}",
          "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'%s':1}}]}"
        }) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> parse(document.formatted(name)))
                  .getMessage());
      assertTrue(message.contains("a?WARNING: forged?x"), message);
      assertTrue(message.length() < 500, message);
    }
  }

  @Test
  void what_no_statement_speaks_of_is_no_match() {
    assertEquals(Decision.NO_MATCH, policy("").decide(INVOKE, PETS));
    assertEquals(
        Decision.NO_MATCH, policy(allow("execute-api:Invoke", "arn:other")).decide(INVOKE, PETS));
    assertEquals(Decision.NO_MATCH, policy(allow("s3:GetObject", "*")).decide(INVOKE, PETS));
  }

  @Test
  void a_statement_that_denies_counts_more_than_any_that_allow() {
    String deny = "{'Effect':'Deny','Action':'*','Resource':'*/pets'}";

    assertEquals(
        Decision.DENY,
        policy(allow("*", "*") + "," + deny + "," + allow("*", "*")).decide(INVOKE, PETS));
    assertEquals(Decision.ALLOW, policy(allow("*", "*") + "," + deny).decide(INVOKE, PETS + "/7"));
  }

  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, ALLOW",
    "EXECUTE-API:invoke, ALLOW",
    "execute-api:*, ALLOW",
    "execute-api:In?oke, ALLOW",
    "*, ALLOW",
    "execute-api:ManageConnections, NO_MATCH",
    "execute-api:Invok, NO_MATCH"
  })
  void actions_compare_without_regard_to_case(String action, Decision decision) {
    assertEquals(decision, policy(allow(action, "*")).decide(INVOKE, PETS));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/GET/pets, ALLOW",
    "arn:aws:execute-api:*:*:a1b2c3/*/GET/*, ALLOW",
    "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v?/GET/pets, ALLOW",
    "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/GET/Pets, NO_MATCH",
    "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/get/pets, NO_MATCH",
    "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/GET/pets/*, NO_MATCH"
  })
  void resources_compare_with_regard_to_case(String resource, Decision decision) {
    assertEquals(decision, policy(allow(INVOKE, resource)).decide(INVOKE, PETS));
  }

  @Test
  void lists_and_single_statements_are_the_same() {
    Policy single =
        parse(
            "{'Statement':{'Effect':'Allow','Action':['a:b','execute-api:*'],'Resource':['x','*']}}");

    assertEquals(Decision.ALLOW, single.decide(INVOKE, PETS));
  }

  @Test
  void not_action_and_not_resource_speak_of_everything_else() {
    Policy policy =
        policy("{'Effect':'Allow','NotAction':'s3:*','NotResource':['*/admin','*/admin/*']}");

    assertEquals(Decision.ALLOW, policy.decide(INVOKE, PETS));
    assertEquals(Decision.NO_MATCH, policy.decide("S3:GetObject", PETS));
    assertEquals(Decision.NO_MATCH, policy.decide(INVOKE, "arn:x/admin"));
    assertEquals(Decision.NO_MATCH, policy.decide(INVOKE, "arn:x/admin/1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'IpAddress':{'aws:SourceIp':['10.0.0.0/8','198.51.100.0/24']}} | ALLOW",
        "{'IpAddress':{'AWS:sourceip':'10.0.0.0/8'}} | NO_MATCH",
        "{'NotIpAddress':{'aws:SourceIp':['10.0.0.0/8','198.51.100.0/24']}} | NO_MATCH",
        "{'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}} | ALLOW",
        "{'Bool':{'aws:SecureTransport':false}} | ALLOW",
        "{'Bool':{'aws:SecureTransport':'true'}} | NO_MATCH",
        "{'StringEquals':{'aws:UserAgent':'Agent/1'}} | ALLOW",
        "{'StringEquals':{'aws:UserAgent':'agent/1'}} | NO_MATCH",
        "{'StringEqualsIgnoreCase':{'aws:UserAgent':'agent/1'}} | ALLOW",
        "{'StringNotEqualsIgnoreCase':{'aws:UserAgent':'agent/1'}} | NO_MATCH",
        "{'StringLike':{'aws:UserAgent':'Agent/*'}} | ALLOW",
        "{'StringNotLike':{'aws:UserAgent':'Agent/*'}} | NO_MATCH",
        "{'StringNotEquals':{'aws:UserAgent':['a','Agent/1']}} | NO_MATCH",
        "{'StringEquals':{'aws:Referer':'x'}} | NO_MATCH",
        "{'StringNotEquals':{'aws:Referer':'x'}} | ALLOW",
        "{'Bool':{'aws:SecureTransport':'false'},'StringEquals':{'aws:UserAgent':'x'}} | NO_MATCH"
      })
  void conditions_must_all_be_met(String condition, Decision decision) {
    Exchange exchange =
        Exchanges.of(
            Exchanges.request(
                "GET", "/pets", null, Headers.of("User-Agent", "Agent/1"), Body.EMPTY));
    Policy policy =
        policy("{'Effect':'Allow','Action':'*','Resource':'*','Condition':" + condition + "}");

    assertEquals(decision, policy.decide(Attempt.invoking(exchange, new RouteArn("us-east-1"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | must be an object: correct it",
        "{'Statement':[],'Statements':[]} | Statements: is unknown here: remove it, or write one of Id, Statement, Version",
        "{} | Statement: is missing: add a list of statements",
        "{'Version':'2012','Statement':[]} | Version: is no version of IAM's: write \"2012-10-17\"",
        "{'Statement':[7]} | Statement[0]: must be an object: correct it",
        "{'Statement':[{}]} | Statement[0].Effect: must be \"Allow\" or \"Deny\": write one of them",
        "{'Statement':{'Effect':'allow'}} | Statement.Effect: must be \"Allow\" or \"Deny\": write one of them",
        "{'Statement':{'Effect':'Allow'}} | Statement.Action: is missing: add it, for instance \"Action\": \"execute-api:Invoke\"",
        "{'Statement':{'Effect':'Allow','Action':'*'}} | Statement.Resource: is missing: add it, for instance \"Resource\": \"*\"",
        "{'Statement':{'Effect':'Allow','Action':'*','NotAction':'*'}} | Statement.NotAction: contradicts Action: remove one of them",
        "{'Statement':{'Effect':'Allow','Action':'Invoke','Resource':'*'}} | Statement.Action: must be `*` or have a service and a colon in front: write one such as execute-api:Invoke",
        "{'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}} | Statement.Action: is empty: write at least one",
        "{'Statement':{'Effect':'Allow','Action':[7],'Resource':'*'}} | Statement.Action: must be a string in double quotes: correct it",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'a/${aws:username}'}} | Statement.Resource: has a policy variable, which this version of Gatehouse does not support: write what it stands for",
        "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}} | Statement.Principal: is unknown here: remove it, or write one of Action, Condition, Effect, NotAction, NotResource, Resource, Sid",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'aws:CurrentTime':'x'}}}} | Statement.Condition.DateLessThan.aws:CurrentTime: is no condition operator that this version of Gatehouse supports: write one of Bool, IpAddress, StringEquals, StringEqualsIgnoreCase, StringLike and NotIpAddress, StringNotEquals, StringNotEqualsIgnoreCase, StringNotLike, or remove the statement",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:username':'x'}}}} | Statement.Condition.StringEquals.aws:username: asks for a key that this version of Gatehouse does not know: write one of aws:SourceIp, aws:SecureTransport, aws:UserAgent and aws:Referer, or remove the statement",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'x'}}}} | Statement.Condition.IpAddress.aws:SourceIp: `x` is no address: write one such as `10.0.0.0/8` or `192.168.1.7`",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'yes'}}}} | Statement.Condition.Bool.aws:SecureTransport: must be true or false: correct it",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:UserAgent':[]}}}} | Statement.Condition.StringEquals.aws:UserAgent: is empty: write at least one"
      })
  void what_is_not_understood_is_refused(String document, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> parse(document));

    assertEquals(message.replace("'", ""), String.valueOf(e.getMessage()).replace("'", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{'Statement':[]} x", "{'Statement':[],'Statement':[]}"})
  void what_is_no_json_is_refused(String document) {
    assertThrows(IllegalArgumentException.class, () -> parse(document));
  }

  @Test
  void the_arn_of_a_route_has_the_path_as_it_is_called() {
    RouteArn arn = new RouteArn("eu-central-1");

    assertEquals(
        "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/v0/GET/pets/a b",
        arn.of(Exchanges.get("/pets/a%20b", null)));
    assertEquals(
        "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/v0/GET/",
        arn.of(Exchanges.get("/", null)));
  }

  @Test
  void wildcards_in_a_clients_path_are_text() {
    Policy policy = policy(allow(INVOKE, "arn:aws:execute-api:*:*:a1b2c3/v0/GET/pets"));
    RouteArn arn = new RouteArn("us-east-1");

    for (String path : new String[] {"/*", "/%2A", "/p?ts", "/p%3Fts", "/????"}) {
      String raw = path.replace("?", "%3F");
      Attempt attempt = Attempt.invoking(Exchanges.get(raw, null), arn);
      assertEquals(Decision.NO_MATCH, policy.decide(attempt), path);
    }
  }

  private static String allow(String action, String resource) {
    return "{'Effect':'Allow','Action':'%s','Resource':'%s'}".formatted(action, resource);
  }

  private static Policy policy(String statements) {
    return parse("{'Version':'2012-10-17','Statement':[" + statements + "]}");
  }

  private static Policy parse(String document) {
    return Policy.parse(document.replace('\'', '"').getBytes(UTF_8));
  }
}
