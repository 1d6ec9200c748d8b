package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export}. */
class OpenApiCommandsTest {

  @TempDir Path directory;

  @Test
  void the_example_of_the_page_does_what_the_page_says() throws IOException {
    String page = Files.readString(Path.of("docs/openapi.md"));
    Path file = Files.writeString(directory.resolve("orders.yaml"), block(page, "yaml"));
    Path to = directory.resolve("to");
    Run run = Run.of("import", file.toString(), to.toString(), "--fail-on-warnings");
    assertEquals(block(page, "text"), run.err() + run.out());
    assertEquals(0, run.code());
    Map<String, String> files = files(to);
    assertEquals(
        List.of(1L, 3L, 4L),
        Stream.of("authorizers/", "integrations/", "routes/")
            .map(kind -> files.keySet().stream().filter(path -> path.startsWith(kind)).count())
            .toList());
    Run.write(to, "stages/$default.json", "{\"AutoDeploy\": true}");
    Run check = Run.of("check", to.toString());
    assertEquals(0, check.code(), check.out());
    for (String route : List.of("/orders/{id}", "/receipts", "$default")) {
      assertTrue(check.out().contains(route), check.out());
    }
  }

  @Test
  void importing_again_changes_no_file_and_what_is_exported_is_imported_as_it_was()
      throws IOException {
    Path to = imported("--account-id=123456789012", "--region", "eu-central-1");
    Map<String, String> before = files(to);
    assertTrue(
        before.values().stream()
            .anyMatch(
                text ->
                    text.contains("arn:aws:lambda:eu-central-1:123456789012:function:receipts")),
        before.toString());
    for (String option : List.of("--yaml", "--url=https://api.example/")) {
      Run export = Run.of("export", to.toString(), option);
      assertEquals(0, export.code(), export.err());
      Path file = Files.writeString(directory.resolve("again"), export.out());
      Run again = Run.of("import", file.toString(), to.toString(), "--fail-on-warnings");
      assertEquals(0, again.code(), again.err());
      assertEquals(before, files(to));
    }
    assertTrue(
        Run.of("export", to.toString(), "--url", "https://api.example/")
            .out()
            .contains("\"https://api.example/{basePath}\""));
    assertFalse(
        Run.of("export", to.toString(), "--yaml", "--no-extensions").out().contains("x-amazon"));
  }

  @Test
  void what_the_document_does_not_have_goes_and_everything_else_stays() throws IOException {
    Path to = imported();
    Run.write(to, "stages/prod.json", "{}");
    Run.write(to, "notes.txt", "mine");
    Path file =
        Files.writeString(
            directory.resolve("small.json"),
            "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"small\",\"version\":\"8\"},\"paths\":{\"/receipts\":{\"post\":{}}}}");
    String kept = id(to, "POST /receipts");
    assertEquals(0, Run.of("import", file.toString(), to.toString()).code());
    assertEquals(
        List.of("api.json", "notes.txt", kept, "stages/prod.json"),
        List.copyOf(files(to).keySet()));
  }

  @Test
  void other_apis_are_not_touched() throws IOException {
    Path to = imported();
    Map<String, String> before = files(to);
    Path file =
        Files.writeString(
            directory.resolve("small.yaml"),
            "openapi: 3.0.1\ninfo: {title: a, version: b}\nservers: [{url: /x/y}]\npaths: {/a: {get: {}}}");
    assertEquals(
        0,
        Run.of("import", file.toString(), to.toString(), "--api", "shop", "--basepath=split")
            .code());
    Map<String, String> after = files(to);
    before.forEach((path, text) -> assertEquals(text, after.get(path), path));
    assertEquals(before.size() + 2, after.size());
    assertTrue(
        after.values().stream().anyMatch(text -> text.contains("GET /y/a")), after.toString());
    assertTrue(Run.of("export", to.toString(), "--api", "shop").out().contains("\"/y/a\""));
  }

  @Test
  void a_deployment_is_exported_instead_of_the_files() throws IOException {
    Path to = imported();
    Run.write(to, "stages/prod.json", "{}");
    assertEquals(0, Run.of("deploy", to.toString(), "--id", "d1").code());
    Files.delete(to.resolve(id(to, "POST /receipts")));
    assertFalse(Run.of("export", to.toString()).out().contains("\"/receipts\""));
    assertTrue(Run.of("export", to.toString(), "--deployment=d1").out().contains("\"/receipts\""));
    assertEquals(2, Run.of("export", to.toString(), "--deployment=d2").code());
  }

  @Test
  void nothing_is_written_when_the_document_is_refused() throws IOException {
    Path to = imported();
    Map<String, String> before = files(to);
    Map<String, String> documents =
        Map.of(
            "openapi: 3.1.0\ninfo: {title: a, version: b}\npaths: {}",
            "Unable to determine OAS version from '3.1.0'",
            "a: [",
            "the document is no YAML",
            "openapi: 3.0.1\ninfo: {title: a, version: b}\npaths: {$default: {get: {}}}",
            "Warnings found during import:\n\tParse issue: attribute paths. Resource $default should start with /");
    for (Map.Entry<String, String> document : documents.entrySet()) {
      Path file = Files.writeString(directory.resolve("bad.yaml"), document.getKey());
      Run run = Run.of("import", file.toString(), to.toString(), "--fail-on-warnings");
      assertEquals(1, run.code());
      assertEquals("", run.out());
      assertTrue(run.err().contains(document.getValue()), run.err());
    }
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, "a: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(Run.of("import", latin.toString(), to.toString()).err().contains("is no UTF-8"));
    assertEquals(2, Run.of("import", directory + "/none.yaml", to.toString()).code());
    assertEquals(2, Run.of("import", latin.toString(), to.toString(), "--api=../x").code());
    assertEquals(before, files(to));
  }

  @Test
  void nothing_is_written_when_the_server_would_refuse_the_outcome() throws IOException {
    Path to = imported();
    Map<String, String> before = files(to);
    Path file =
        Files.writeString(
            directory.resolve("bad.yaml"),
            "openapi: 3.0.1\ninfo: {title: a, version: b}\npaths: {/a: {get: {x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://h', timeoutInMillis: 7}}}}");
    Run run = Run.of("import", file.toString(), to.toString());
    assertEquals(1, run.code());
    assertTrue(run.out().contains("TimeoutInMillis"), run.out());
    assertEquals(before, files(to));
  }

  @Test
  void three_one_is_read_where_it_is_allowed() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("new.yaml"),
            "openapi: 3.1.0\ninfo: {title: a, version: b}\npaths: {/a: {get: {}}}");
    Run run = Run.of("import", file.toString(), directory + "/to", "--allow-3.1");
    assertEquals(0, run.code());
    assertTrue(run.err().contains("warning: OpenAPI 3.1.0 is read as if it were 3.0\n"), run.err());
  }

  private Path imported(String... options) throws IOException {
    String page = Files.readString(Path.of("docs/openapi.md"));
    Path file = Files.writeString(directory.resolve("orders.yaml"), block(page, "yaml"));
    Path to = directory.resolve("to");
    List<String> words =
        new java.util.ArrayList<>(List.of("import", file.toString(), to.toString()));
    words.addAll(List.of(options));
    Run run = Run.of(words.toArray(String[]::new));
    assertEquals(0, run.code(), run.out() + run.err());
    return to;
  }

  private static String id(Path directory, String routeKey) throws IOException {
    return files(directory).entrySet().stream()
        .filter(file -> file.getKey().startsWith("routes/"))
        .filter(file -> file.getValue().contains("\"" + routeKey + "\""))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path).toString(), Files.readString(path));
      }
    }
    // The writer's own, which no configuration is read from.
    files.keySet().removeIf(path -> path.startsWith(".gatehouse/"));
    return files;
  }

  private static String block(String page, String language) {
    int start = page.indexOf("```" + language + "\n") + language.length() + 4;
    return page.substring(start, page.indexOf("```", start));
  }
}
