package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the pages on integrations, as they stand there but for their ports. */
class ExamplesIT {

  private static final Path PAGE = Path.of("docs/integrations.md");
  private static final Pattern FILE =
      Pattern.compile("`([a-z]+/[a-z]+\\.json)`[^\n]*:\n\n```json\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern PROGRAM = Pattern.compile("```js\n(.*?)\n```", Pattern.DOTALL);
  private static final int LONGEST_PROGRAM = 15;

  @TempDir private Path directory;

  private static String section(Path page, String heading) throws IOException {
    String text = Files.readString(page);
    int start = text.indexOf("\n## " + heading);
    assertTrue(start >= 0, heading);
    int end = text.indexOf("\n##", start + 1);
    return end < 0 ? text.substring(start) : text.substring(start, end);
  }

  /** Writes the files of a section. */
  private Map<String, String> configuration(String section, String folder) {
    Map<String, String> files = new LinkedHashMap<>();
    Matcher file = FILE.matcher(section);
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return Map.of(
        "gatehouse.config",
        new ConfigurationFolder(directory.resolve(folder)).write(files).toString());
  }

  private static String located(String text, int from, int to) {
    String written = "\\b" + from + "\\b";
    assertTrue(Pattern.compile(written).matcher(text).find(), text);
    return text.replaceAll(written, Integer.toString(to));
  }

  @Test
  void the_examples_of_integrations_work() throws IOException {
    Path war = ServerBuilder.gatehouseWar();
    String url = section(PAGE, "An upstream by its URL");
    String connection = section(PAGE, "Upstreams of your own network");
    String function = section(PAGE, "Lambda functions");
    try (RawUpstream one = echo();
        RawUpstream two = echo();
        RawUpstream lambda =
            RawUpstream.start()
                .answer(
                    request ->
                        Answers.ok(
                            "{\"statusCode\":200,\"body\":\"%s\"}".formatted(request.target())));
        ServerProcess server =
            ServerProcess.jetty()
                .jvm("-Daws.accessKeyId=AKIATEST", "-Daws.secretAccessKey=only-tests-know")
                .jvm("-Dgatehouse.lambda.endpoint=http://localhost:" + lambda.port())
                .deploy("/url", war, configuration(located(url, 9100, one.port()), "url"))
                .deploy(
                    "/connection",
                    war,
                    configuration(
                        located(located(connection, 9100, one.port()), 9101, two.port()),
                        "connection"))
                .deploy("/function", war, configuration(function, "function"))
                .start()) {
      assertEquals("200 GET /animals/tom?a=1", Awaited.get(server, "/url/pets/tom?a=1"));
      assertEquals("200 GET /pets/tom", Awaited.get(server, "/connection/pets/tom"));
      assertEquals(
          "200 /2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Apets"
              + "/invocations?Qualifier=live",
          Awaited.get(server, "/function/pets/tom"));
    }
  }

  private static RawUpstream echo() {
    return RawUpstream.start()
        .answer(request -> Answers.ok(request.method() + " " + request.target()));
  }

  @Test
  void a_function_on_your_own_machine_works() throws Exception {
    int port = NodeFunctions.freePort();
    String section =
        located(section(Path.of("README.md"), "A function on your own machine"), 9000, port);
    Matcher program = PROGRAM.matcher(section);
    assertTrue(program.find());
    assertTrue(program.group(1).lines().count() <= LONGEST_PROGRAM);
    Path file = Files.writeString(directory.resolve("functions.mjs"), program.group(1));
    try (NodeFunctions functions = NodeFunctions.program(file, port);
        ServerProcess server =
            ServerProcess.jetty()
                .deploy("/", ServerBuilder.gatehouseWar(), configuration(section, "own"))
                .start()) {
      assertEquals("200 hello tom", Awaited.get(server, "/pets/tom"), functions::log);
    }
  }
}
