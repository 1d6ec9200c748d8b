package gatehouse.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The long form, guided by coverage: each target in a JVM of its own with Jazzer, {@code
 * -Dfuzz.seconds=} each; {@code -Dfuzz.targets=} is a regular expression. What it finds that
 * reaches anything new is kept in {@code found.txt}; an input that breaks a promise is a file of
 * {@code target/fuzz}, and belongs to the target's directory with the correction. Only with the
 * profile {@code fuzz}: {@code mvn verify -Pfuzz}.
 */
class LongFuzz {

  private static final Path WORK = Path.of("target/fuzz");
  private static final String WANTED = System.getProperty("fuzz.targets", "");
  private static final String SECONDS = System.getProperty("fuzz.seconds", "60");

  /**
   * What Jazzer watches beside: nothing here talks to these, and templates bring patterns of their
   * own, which are bounded by steps. Left are calls out, files, commands and the like.
   */
  private static final String USELESS =
      Stream.of(
              "ClojureLangHooks",
              "ExpressionLanguageInjection",
              "LdapInjection",
              "NamingContextLookup",
              "ReflectiveCall",
              "RegexInjection",
              "RegexRoadblocks",
              "ScriptEngineInjection",
              "SqlInjection",
              "TemplateInjection",
              "XPathInjection")
          .map("com.code_intelligence.jazzer.sanitizers."::concat)
          .collect(Collectors.joining(":"));

  private static final int LONGEST = 2_000;
  private static final int LONGEST_KEPT = 400;
  private static final int MOST_KEPT = 100;

  @TestFactory
  Stream<DynamicTest> no_input_that_jazzer_finds_breaks_a_promise() {
    return FuzzTargets.names().stream()
        .filter(name -> WANTED.isEmpty() || name.matches(".*(" + WANTED + ").*"))
        .map(name -> DynamicTest.dynamicTest(FuzzTargets.shortName(name), () -> fuzz(name)));
  }

  private static void fuzz(String name) throws Exception {
    String shortName = FuzzTargets.shortName(name);
    Path work = WORK.resolve(shortName).toAbsolutePath();
    Path seeds = emptied(work.resolve("seeds"));
    for (Map.Entry<String, byte[]> kept : Corpus.of(shortName).entrySet()) {
      Files.write(seeds.resolve(kept.getKey().replace(':', '-')), kept.getValue());
    }
    Path grown = Files.createDirectories(work.resolve("corpus"));
    Path faults = emptied(work.resolve("faults"));
    int exit =
        jazzer(
            name,
            work.resolve("log.txt"),
            List.of(
                "-max_total_time=" + SECONDS,
                "-artifact_prefix=" + faults + "/",
                "-timeout=120",
                "-rss_limit_mb=0",
                grown.toString(),
                seeds.toString()));
    keep(name, work, List.of(seeds, grown));
    assertEquals(0, exit, () -> "a promise is broken: see " + faults + " and " + work);
  }

  /** Keeps the smallest inputs that reach all that is reached. */
  private static void keep(String name, Path work, List<Path> corpora) throws Exception {
    Path least = emptied(work.resolve("least"));
    List<String> arguments = new ArrayList<>(List.of("-merge=1", least.toString()));
    corpora.forEach(corpus -> arguments.add(corpus.toString()));
    jazzer(name, work.resolve("merge.txt"), arguments);
    Set<String> written = new HashSet<>();
    for (Map.Entry<String, byte[]> kept : Corpus.of(FuzzTargets.shortName(name)).entrySet()) {
      if (!kept.getKey().startsWith("found.txt")) {
        written.add(Corpus.escaped(kept.getValue()));
      }
    }
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(least)) {
      for (Path file : files.toList()) {
        byte[] input = Files.readAllBytes(file);
        if (input.length > 0
            && input.length <= LONGEST_KEPT
            && written.add(Corpus.escaped(input))) {
          inputs.add(input);
        }
      }
    }
    inputs.sort(
        Comparator.<byte[]>comparingInt(input -> input.length).thenComparing(Corpus::escaped));
    if (!inputs.isEmpty()) {
      Corpus.keep(
          FuzzTargets.shortName(name),
          spread(inputs, Math.min(MOST_KEPT, FuzzTargets.make(name).briefRuns())));
    }
  }

  /** Short and long ones alike, when there are too many. */
  private static List<byte[]> spread(List<byte[]> inputs, int most) {
    int step = (inputs.size() + most - 1) / most;
    List<byte[]> some = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i += step) {
      some.add(inputs.get(i));
    }
    return some;
  }

  private static int jazzer(String name, Path log, List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path").replace(File.pathSeparatorChar, ':'),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                "--target_args=" + name,
                "--instrumentation_includes=gatehouse.**",
                "--custom_hook_includes=gatehouse.**",
                "--disabled_hooks=" + USELESS,
                "-max_len=" + LONGEST));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path emptied(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return directory;
  }
}
