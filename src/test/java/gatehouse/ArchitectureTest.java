package gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the map in docs/architecture.md: which package may use which. */
@AnalyzeClasses(packages = "gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Package, then the packages it may use; innermost first. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("http", List.of()),
          Map.entry("json", List.of()),
          Map.entry("config", List.of("json", "expression")),
          Map.entry("expression", List.of("http", "json")),
          Map.entry("upstream", List.of("http")),
          Map.entry("routing", List.of("http", "config")),
          Map.entry(
              "authorize", List.of("http", "json", "config", "expression", "upstream", "lambda")),
          Map.entry("throttle", List.of("http", "config")),
          Map.entry("cors", List.of("http", "config")),
          Map.entry("size", List.of("http")),
          Map.entry("mapping", List.of("http", "config", "expression")),
          Map.entry("aws", List.of("http", "upstream")),
          Map.entry("lambda", List.of("http", "json", "config", "expression", "upstream", "aws")),
          Map.entry("service", List.of("http", "json", "config", "expression", "upstream", "aws")),
          Map.entry(
              "integration",
              List.of("http", "config", "expression", "upstream", "lambda", "service")),
          Map.entry(
              "pipeline",
              List.of(
                  "http",
                  "config",
                  "expression",
                  "upstream",
                  "routing",
                  "authorize",
                  "throttle",
                  "cors",
                  "size",
                  "mapping",
                  "lambda",
                  "service",
                  "integration")),
          Map.entry("registry", List.of("config", "pipeline")),
          Map.entry("metrics", List.of("http", "config", "upstream", "pipeline", "registry")),
          Map.entry("accesslog", List.of("http", "config", "expression", "pipeline")),
          Map.entry(
              "control", List.of("http", "json", "config", "expression", "authorize", "registry")),
          Map.entry(
              "servlet",
              List.of(
                  "http",
                  "config",
                  "upstream",
                  "size",
                  "authorize",
                  "aws",
                  "lambda",
                  "service",
                  "integration",
                  "pipeline",
                  "registry",
                  "metrics",
                  "accesslog",
                  "control")),
          Map.entry(
              "command",
              List.of(
                  "http",
                  "config",
                  "expression",
                  "upstream",
                  "authorize",
                  "routing",
                  "size",
                  "aws",
                  "lambda",
                  "service",
                  "integration",
                  "pipeline",
                  "registry",
                  "control")),
          Map.entry("launcher", List.of()));

  private static final int LONGEST_FILE = 300;

  @ArchTest
  static void packages_use_only_what_the_map_allows(JavaClasses classes) {
    MAY_USE.forEach(
        (name, allowed) ->
            noClasses()
                .that()
                .resideInAPackage(full(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    MAY_USE.keySet().stream()
                        .filter(other -> !other.equals(name) && !allowed.contains(other))
                        .map(ArchitectureTest::full)
                        .toArray(String[]::new))
                .as(name + " may use only " + allowed)
                .allowEmptyShould(true)
                .check(classes));
  }

  @ArchTest
  static final ArchRule every_package_is_on_the_map =
      classes()
          .should()
          .resideInAnyPackage(
              MAY_USE.keySet().stream().map(ArchitectureTest::full).toArray(String[]::new));

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("gatehouse.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_glue_knows_servlets =
      noClasses()
          .that()
          .resideOutsideOfPackage(full("servlet"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.servlet..");

  @ArchTest
  static final ArchRule only_upstream_knows_the_http_client =
      noClasses()
          .that()
          .resideOutsideOfPackage(full("upstream"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..");

  @ArchTest
  static final ArchRule only_aws_knows_its_sdk =
      noClasses()
          .that()
          .resideOutsideOfPackage(full("aws"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule only_documents_know_yaml =
      noClasses()
          .that()
          .resideOutsideOfPackage(full("control.document"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");

  /** What a template says is one thing, what is made of it another. */
  @ArchTest
  static final ArchRule the_language_of_templates_knows_no_resource =
      noClasses()
          .that()
          .resideInAPackage(full("control.cloudformation.template"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "gatehouse.control.cloudformation",
              full("control.cloudformation.sam"),
              full("control.aws"),
              full("control.openapi"),
              full("registry"));

  @ArchTest
  static final ArchRule only_metrics_knows_micrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage(full("metrics"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  /** Elsewhere trees are built and looked at; text is read within bounds, and fails in one way. */
  @ArchTest
  static final ArchRule only_json_reads_json =
      noClasses()
          .that()
          .resideOutsideOfPackages(full("json"), full("command"))
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "com\\.fasterxml\\.jackson\\.(databind\\.(ObjectMapper|json\\.JsonMapper)|core\\.(JsonFactory|JsonParser))");

  /** How it is read, checked and written stays inside, but for one way in: ConfigurationJson. */
  @ArchTest
  static final ArchRule configuration_is_data =
      classes()
          .that()
          .resideInAPackage(full("config"))
          .and()
          .arePublic()
          .and()
          .haveSimpleNameNotEndingWith("Exception")
          .and()
          .haveSimpleNameNotEndingWith("Json")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .beRecords()
          .orShould()
          .beEnums()
          .orShould()
          .beInterfaces();

  @ArchTest
  static final ArchRule names_say_what_a_class_does =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base)");

  @Test
  void files_stay_short() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> tooLong =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(f -> lines(f) > LONGEST_FILE)
              .map(Path::toString)
              .toList();
      assertTrue(tooLong.isEmpty(), () -> "longer than " + LONGEST_FILE + " lines: " + tooLong);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String full(String name) {
    return "gatehouse." + name + "..";
  }
}
