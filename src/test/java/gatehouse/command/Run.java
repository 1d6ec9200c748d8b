package gatehouse.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** What a command has printed, and its exit code. */
record Run(int code, String out, String err) {

  static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  static Run of(String... words) {
    return of(StandardCharsets.UTF_8, words);
  }

  static Run of(Charset charset, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, false, charset), new PrintStream(err, false, charset), charset);
    int code =
        new GatehouseCommand(console, new Random(1), InstantSource.fixed(NOW)).run(List.of(words));
    console.flush();
    return new Run(code, out.toString(charset), err.toString(charset));
  }

  /** Writes a file below a directory. */
  static void write(Path directory, String path, String text) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path directory, String path) {
    try {
      return Files.readString(directory.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A configuration with a stage of three routes, and one stage that needs a variable. */
  static void writePets(Path directory) {
    write(
        directory,
        "stages/v0.json",
        "{\"StageVariables\":{\"host\":\"pets.example\",\"key\":\"s3cret\"}}");
    write(directory, "routes/list.json", route("GET /pets", "list"));
    write(directory, "routes/one.json", route("GET /pets/{id}", "one"));
    write(directory, "routes/rest.json", route("ANY /{proxy+}", "rest"));
    write(directory, "integrations/list.json", integration("https://pets.example/all"));
    write(
        directory,
        "integrations/one.json",
        integration("https://${stageVariables.host}/pet/{id}?v=1"));
    write(directory, "integrations/rest.json", integration("http://rest.example:8080/{proxy}"));
  }

  static String route(String key, String integration) {
    return "{\"RouteKey\":\"%s\",\"Target\":\"integrations/%s\"}".formatted(key, integration);
  }

  static String integration(String uri) {
    return "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"%s\"}".formatted(uri);
  }
}
