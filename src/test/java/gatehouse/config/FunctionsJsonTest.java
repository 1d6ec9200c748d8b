package gatehouse.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsJsonTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:pets";

  private final Map<String, byte[]> files = new TreeMap<>();

  private Configuration read() throws ConfigurationException {
    return new ConfigurationJson().read(new ConfigurationFiles(files, List.of()));
  }

  private void file(String path, String text) {
    files.put(path, text.getBytes(UTF_8));
  }

  private FunctionCall call(String more) throws ConfigurationException {
    file(
        "integrations/pets.json",
        "{\"IntegrationType\": \"AWS_PROXY\", \"IntegrationMethod\": \"POST\", " + more + "}");
    return read().plain().integrations().get("pets").function();
  }

  private String problem(String more) {
    return assertThrows(ConfigurationException.class, () -> call(more)).getMessage();
  }

  @Test
  void an_integration_names_function_and_format() throws ConfigurationException {
    FunctionCall call =
        call(
            "\"IntegrationUri\": \"%s:live\", \"PayloadFormatVersion\": \"1.0\", \"CredentialsArn\": \"arn:aws:iam::123456789012:role/x\""
                .formatted(ARN));
    assertEquals(
        new FunctionArn("aws", "us-east-1", "123456789012", "pets", "live"),
        call.function().resolve(Map.of()));
    assertEquals(PayloadFormat.V1, call.format());
    assertEquals("arn:aws:iam::123456789012:role/x", call.credentialsArn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'PayloadFormatVersion': '2.0'|IntegrationUri",
        "'IntegrationUri': 'ARN'|PayloadFormatVersion",
        "'IntegrationUri': 'ARN', 'PayloadFormatVersion': '3.0'|write `1.0` or `2.0`",
        "'IntegrationUri': 'https://x/', 'PayloadFormatVersion': '2.0'|no function's ARN",
        "'IntegrationUri': 'ARN/x', 'PayloadFormatVersion': '2.0'|no function's ARN",
        "'IntegrationUri': 'ARN:${x}', 'PayloadFormatVersion': '2.0'|no stage variable",
        "'IntegrationUri': 'ARN', 'PayloadFormatVersion': '2.0', 'IntegrationSubtype': 'SQS-SendMessage'|not for services",
        "'IntegrationUri': 'ARN', 'PayloadFormatVersion': '2.0', 'ConnectionType': 'VPC_LINK'|asked directly",
        "'IntegrationUri': 'ARN', 'PayloadFormatVersion': '2.0', 'CredentialsArn': 'arn:aws:iam::*:user/*'|callers' credentials",
        "'IntegrationUri': 'ARN', 'PayloadFormatVersion': '2.0', 'RequestParameters': {'overwrite:header.x': 'y'}|not for functions",
      })
  void what_no_function_can_have_is_refused(String properties, String problem) {
    String told =
        problem(
            properties
                .replace('\'', '"')
                .replace("ARN\"", ARN + "\"")
                .replace("\"ARN", "\"" + ARN));
    assertTrue(told.contains(problem), told);
  }

  @Test
  void a_stage_variable_that_makes_no_function_is_refused_with_the_configuration() {
    file("stages/s.json", "{\"StageVariables\": {\"f\": \"a/b\"}}");
    file("routes/r.json", "{\"RouteKey\": \"$default\", \"Target\": \"integrations/pets\"}");
    String told =
        problem(
            "\"IntegrationUri\": \"arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.f}\", \"PayloadFormatVersion\": \"2.0\"");
    assertTrue(told.contains("in the stage `s`"), told);
  }

  @Test
  void a_local_function_is_named_by_its_file_or_by_itself() throws ConfigurationException {
    file("functions/pets.json", "{\"Endpoint\": \"http://localhost:9000\"}");
    file(
        "functions/other.json",
        "{\"FunctionName\": \"pets:live\", \"Endpoint\": \"http://localhost:9001/base/\", \"Kind\": \"RuntimeInterfaceEmulator\"}");
    Map<String, LocalFunction> functions = read().functions();
    assertEquals("pets", functions.get("pets").qualifiedName());
    assertEquals(LocalFunction.Kind.INVOKE_API, functions.get("pets").kind());
    assertEquals("", functions.get("pets").pathPrefix());
    LocalFunction other = functions.get("other");
    assertEquals("pets:live", other.qualifiedName());
    assertEquals("/base", other.pathPrefix());
    assertEquals(LocalFunction.Kind.RUNTIME_INTERFACE_EMULATOR, other.kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|Endpoint",
        "{'Endpoint': 'localhost:9000'}|Endpoint",
        "{'Endpoint': 'http://localhost/?a=b'}|has a query: remove it",
        "{'Endpoint': 'http://${stageVariables.x}/'}|has a variable: write the URL out",
        "{'Endpoint': 'http://localhost/', 'Kind': 'Docker'}|is no kind: write `InvokeApi` or",
        "{'Endpoint': 'http://localhost/', 'FunctionName': 'a/b'}|write `NAME` or `NAME:QUALIFIER`",
        "{'Endpoint': 'http://localhost/', 'Handler': 'x'}|Handler",
      })
  void a_local_function_that_nobody_could_call_is_refused(String text, String problem) {
    file("functions/pets.json", text.replace('\'', '"'));
    String told = assertThrows(ConfigurationException.class, this::read).getMessage();
    assertTrue(told.contains("functions/pets.json") && told.contains(problem), told);
  }

  @Test
  void two_local_functions_of_one_name_are_refused() {
    file("functions/a.json", "{\"Endpoint\": \"http://localhost/\", \"FunctionName\": \"pets\"}");
    file("functions/pets.json", "{\"Endpoint\": \"http://localhost/\"}");
    assertThrows(ConfigurationException.class, this::read);
  }
}
