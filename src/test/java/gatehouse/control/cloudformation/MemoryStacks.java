package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.StackReport.Action;
import gatehouse.control.cloudformation.StackReport.Line;
import gatehouse.control.cloudformation.template.Includes;
import gatehouse.control.cloudformation.template.StandIns;
import gatehouse.http.Account;
import gatehouse.registry.MemoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stacks over files in memory, which are checked like those of a directory. */
public final class MemoryStacks {

  /** What the gateway is known as. */
  public static final String BASE = "http://localhost:8080";

  final Map<String, byte[]> files = new TreeMap<>();
  final MemoryWriter writer = new MemoryWriter(files);
  final Map<String, String> beside = new TreeMap<>();
  final Map<String, String> standIns = new TreeMap<>();
  String name = "pets";
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final Ids ids = new Ids(new Random(1));

  /** A fixture's text. */
  public static String fixture(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/cloudformation", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies a template; parameters are KEY=VALUE. */
  StackReport apply(String template, String... parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      values.put(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
    }
    Includes includes =
        (location, place) ->
            beside.containsKey(location)
                ? Objects.requireNonNull(beside.get(location))
                : Includes.none().text(location, place);
    StackRequest request =
        new StackRequest(name, template, values, new StandIns(standIns), includes);
    return writer.change(
        (now, edits) -> {
          Stacks stacks = stacks();
          return stacks.apply(new Workspace(now, edits), stacks.read(request));
        });
  }

  /** Deletes the stack. */
  @Nullable StackReport delete() {
    return writer.change((now, edits) -> stacks().delete(new Workspace(now, edits), name));
  }

  private Stacks stacks() {
    now = now.plus(Duration.ofMinutes(5));
    return new Stacks(
        new Call.Around(now, ids, new Rules(Account.DEFAULT, 30_000, false), BASE),
        false,
        Permits.ALL);
  }

  /** The only file whose path matches a pattern. */
  ObjectNode file(String pattern) {
    List<String> paths = paths(pattern);
    if (paths.size() != 1) {
      throw new AssertionError(pattern + " matches " + paths + " of " + files.keySet());
    }
    return json(paths.get(0));
  }

  /** The paths that match a pattern. */
  List<String> paths(String pattern) {
    return files.keySet().stream().filter(path -> path.matches(pattern)).toList();
  }

  /** What stands in a file. */
  ObjectNode json(String path) {
    return Objects.requireNonNull(JsonTree.parse(Objects.requireNonNull(files.get(path), path)));
  }

  /** Somebody writes a file by hand. */
  void write(String path, String json) {
    files.put(path, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** The values of a member of all files whose paths match a pattern, sorted. */
  List<String> all(String pattern, String member) {
    return paths(pattern).stream().map(path -> json(path).path(member).asText()).sorted().toList();
  }

  /** What is done to a resource; null for nothing. */
  static @Nullable Action action(StackReport report, String logicalId) {
    return report.changes().stream()
        .filter(change -> change.logicalId().equals(logicalId))
        .map(StackReport.Change::action)
        .findFirst()
        .orElse(null);
  }

  /** Lines as texts. */
  static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::toString).toList();
  }
}
