package gatehouse.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.Cors;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import java.util.List;
import java.util.Objects;

/** A configuration of CORS, nearly right, and then an origin: only who is listed is let in. */
final class CorsFuzz implements FuzzTarget {

  private final JsonEdits edits =
      new JsonEdits(
          List.of(
              of(
                  "{'AllowOrigins':['https://a.test','http://b.test:8080'],'AllowMethods':['GET','*'],'AllowHeaders':['x-a'],'ExposeHeaders':['date'],'MaxAge':300,'AllowCredentials':true}"),
              of("{'AllowOrigins':['*'],'AllowMethods':['GET']}"),
              of("{'AllowOrigins':['https://*','http://*'],'AllowHeaders':['*']}")));

  private static JsonNode of(String cors) {
    return FuzzDocuments.json(
        "{'api.json':{'Name':'a','ProtocolType':'HTTP','CorsConfiguration':" + cors + "}}");
  }

  @Override
  public void check(Draws input) {
    Cors cors;
    try {
      cors =
          Objects.requireNonNull(
                  new ConfigurationJson()
                      .read(
                          new ConfigurationFiles(FuzzDocuments.files(edits.next(input)), List.of()))
                      .plain())
              .settings()
              .cors();
    } catch (ConfigurationException | NullPointerException refused) {
      return;
    }
    CorsStep step = CorsStep.of(cors);
    for (String origin : input.lines()) {
      Exchange exchange;
      try {
        exchange =
            Exchanges.of(
                Exchanges.request(
                    "OPTIONS",
                    "/",
                    null,
                    Headers.of("Origin", origin, "Access-Control-Request-Method", "GET"),
                    Body.EMPTY));
      } catch (IllegalArgumentException noField) {
        continue;
      }
      Response theirs =
          new Response(
              200, Headers.of("access-control-allow-origin", "*", "vary", "a"), Body.EMPTY);
      Headers headers = step.applied(exchange, theirs).headers();
      List<String> allowed = headers.all("Access-Control-Allow-Origin");
      if (cors == null) {
        assertEquals(theirs.headers(), headers);
        continue;
      }
      assertTrue(allowed.size() <= 1);
      assertEquals(isListed(cors, origin), !allowed.isEmpty(), origin);
      if (!allowed.isEmpty()) {
        assertTrue(allowed.get(0).equals(origin) || allowed.get(0).equals("*"));
        assertFalse(allowed.get(0).equals("*") && cors.allowCredentials());
      } else {
        assertEquals(List.of(), headers.all("Access-Control-Allow-Credentials"));
      }
      if (!cors.allowOrigins().contains("*") && !cors.allowOrigins().isEmpty()) {
        assertTrue(String.join(",", headers.all("Vary")).contains("Origin"));
      }
      assertNotNull(step.preflight(exchange, false));
    }
  }

  private static boolean isListed(Cors cors, String origin) {
    return cors.allowOrigins().stream()
        .anyMatch(
            listed ->
                listed.equals("*")
                    || listed.equals(origin)
                    || (listed.endsWith("://*")
                        && origin.startsWith(listed.substring(0, listed.length() - 1))
                        && origin.matches("https?://[a-z0-9._:\\[\\]-]+")));
  }
}
