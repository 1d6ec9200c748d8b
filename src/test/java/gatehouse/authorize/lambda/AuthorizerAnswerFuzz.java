package gatehouse.authorize.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.authorize.policy.Attempt;
import gatehouse.lambda.FunctionAnswer;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Nobody gets through but by an answer that says so. */
final class AuthorizerAnswerFuzz implements FuzzTarget {

  private static final Attempt PETS_READ = Attempt.of(Attempt.INVOKE, AuthorizerAnswerTest.PETS);

  private final JsonEdits edits =
      new JsonEdits(
          List.of(
              FuzzDocuments.json(
                  "{'isAuthorized':true,'context':{'a':'b','n':1.10,'o':{'x':[1,null]},'t':true}}"),
              FuzzDocuments.json("{'isAuthorized':false}"),
              FuzzDocuments.json(
                  "{'principalId':'me','policyDocument':{'Version':'2012-10-17','Statement':[{'Action':'execute-api:Invoke','Effect':'Allow','Resource':'arn:aws:execute-api:*:*:a1b2c3/v0/GET/pe*'},{'Action':'*','Effect':'Deny','Resource':'*x'}]},'context':{'k':1}}"),
              FuzzDocuments.json("{'errorMessage':'Unauthorized','errorType':'Error'}")));

  @Override
  public void check(Draws input) {
    boolean simple = input.maybe();
    String version = input.maybe() ? "1.0" : "2.0";
    String failed = input.maybe() && input.maybe() ? "Unhandled" : null;
    byte[] payload =
        input.maybe()
            ? input.bytes()
            : edits.next(input).toString().getBytes(StandardCharsets.UTF_8);
    AuthorizerAnswer answers =
        AuthorizerAnswerTest.answers(version, simple && version.equals("2.0"));
    try {
      Verdict verdict = answers.verdict(new FunctionAnswer(200, payload, failed, null));
      assertEquals(null, failed);
      JsonNode said = AnswerJson.object(payload);
      assertTrue(said != null && verdict.weight() >= payload.length);
      if (!answers.arePolicies()) {
        assertTrue(said.path("isAuthorized").isBoolean());
        assertEquals(said.path("isAuthorized").booleanValue(), verdict.rights().allow(PETS_READ));
      } else if (verdict.rights().allow(PETS_READ)) {
        assertTrue(said.path("policyDocument").toString().contains("Allow"));
      }
      verdict
          .caller()
          .context()
          .keySet()
          .forEach(name -> assertTrue(said.path("context").has(name)));
      assertFalse(verdict.toString().contains("principalId"));
    } catch (AuthorizerFailure fault) {
      assertTrue(String.valueOf(fault.getMessage()).length() < 4_000, fault::getMessage);
    }
  }
}
