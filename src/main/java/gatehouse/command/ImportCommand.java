package gatehouse.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import gatehouse.control.openapi.ApiResources;
import gatehouse.control.openapi.BasePath;
import gatehouse.control.openapi.ImportOptions;
import gatehouse.control.openapi.ImportRefusedException;
import gatehouse.control.openapi.ImportedApi;
import gatehouse.control.openapi.OpenApiImport;
import gatehouse.registry.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code import}: an OpenAPI document becomes the routes, integrations and authorizers of an API,
 * in place of those that it has. Nothing is written unless the outcome is a configuration that the
 * server would take.
 *
 * <p>AWS: {@code ImportApi} and {@code ReimportApi} of the ApiGatewayV2 API.
 */
final class ImportCommand {

  private static final String API = "--api";
  private static final String BASE_PATH = "--basepath";
  private static final String STRICT = "--fail-on-warnings";
  private static final String ALLOW_31 = "--allow-3.1";
  private static final String ACCOUNT = "--account-id";
  private static final String REGION = "--region";
  private static final String USUAL_ACCOUNT = "000000000000";
  private static final String USUAL_REGION = "us-east-1";

  private final Console console;
  private final RandomGenerator random;

  ImportCommand(Console console, RandomGenerator random) {
    this.console = console;
    this.random = random;
  }

  int run(List<String> words) {
    Set<String> valued = new HashSet<>(Set.of(API, BASE_PATH, ACCOUNT, REGION));
    valued.addAll(Reading.OPTIONS);
    Arguments arguments =
        new Arguments(words, List.of("FILE", "DIR"), Set.of(STRICT, ALLOW_31), valued);
    Path directory = arguments.path(1);
    String ofApi = directory(arguments.value(API));
    try {
      Files.createDirectories(directory);
      ConfigurationFiles files = new FileStore(directory, Reading.reader(arguments)).files();
      ImportedApi imported =
          OpenApiImport.run(
              text(arguments.path(0)), ApiResources.ofFiles(files, ofApi), options(arguments));
      imported.info().forEach(line -> console.complain("info: " + line));
      imported.warnings().forEach(line -> console.complain("warning: " + line));
      write(directory, ofApi, files, imported.resources(), arguments);
      console.print(
          "%s, %s, %s"
              .formatted(
                  Count.of(imported.resources().routes().size(), "route"),
                  Count.of(imported.resources().integrations().size(), "integration"),
                  Count.of(imported.resources().authorizers().size(), "authorizer")));
      return ExitCode.FINE;
    } catch (ImportRefusedException | DocumentException e) {
      console.complain("gatehouse: " + arguments.operand(0) + ": " + e.getMessage());
      return ExitCode.PROBLEMS;
    } catch (ConfigurationException e) {
      throw new ProblemsException(directory, e.problems());
    } catch (IOException e) {
      throw new UsageException("cannot read or write: " + e);
    }
  }

  private static String text(Path file) throws IOException, DocumentException {
    if (Files.size(file) > 4L * DocumentText.LONGEST) {
      throw new UsageException("`%s` is too large".formatted(file));
    }
    return DocumentText.decoded(Files.readAllBytes(file));
  }

  private ImportOptions options(Arguments arguments) throws ImportRefusedException {
    String account = arguments.value(ACCOUNT);
    String region = arguments.value(REGION);
    return new ImportOptions(
        BasePath.parse(arguments.value(BASE_PATH)),
        arguments.has(STRICT),
        arguments.has(ALLOW_31),
        new ImportOptions.Account(
            account == null ? USUAL_ACCOUNT : account,
            "aws",
            region == null ? USUAL_REGION : region),
        () -> NewId.of(random, NewId.OF_RESOURCE));
  }

  /** Where an API's files are: empty for the API at the top. */
  private static String directory(@Nullable String apiId) {
    if (apiId == null) {
      return "";
    }
    if (!apiId.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new UsageException(
          "option %s is `%s`, which is no id of an API: write 1 to 63 small letters, digits and hyphens"
              .formatted(API, apiId));
    }
    return "apis/" + apiId + "/";
  }

  /**
   * Writes what is new first and removes what is gone last, so that whoever reads in between finds
   * nothing that refers to nothing.
   */
  private static void write(
      Path directory,
      String ofApi,
      ConfigurationFiles files,
      ApiResources resources,
      Arguments arguments)
      throws IOException {
    Map<String, String> texts = new TreeMap<>(ImportCommand::inOrder);
    add(texts, ofApi + "integrations/", resources.integrations());
    add(texts, ofApi + "authorizers/", resources.authorizers());
    add(texts, ofApi + "routes/", resources.routes());
    texts.put(ofApi + "api.json", resources.api().toPrettyString() + "\n");
    Map<String, byte[]> after = new TreeMap<>(files.contents());
    List<String> gone = new ArrayList<>();
    for (String path : files.contents().keySet()) {
      if (isReplaced(path, ofApi) && !texts.containsKey(path)) {
        gone.add(path);
        after.remove(path);
      }
    }
    texts.forEach((path, text) -> after.put(path, text.getBytes(StandardCharsets.UTF_8)));
    Reading.reader(arguments).read(new ConfigurationFiles(after, files.problems()));
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = directory.resolve(text.getKey());
      byte[] before = files.contents().get(text.getKey());
      if (before == null) {
        WholeFile.create(file, text.getValue());
      } else if (!new String(before, StandardCharsets.UTF_8).equals(text.getValue())) {
        WholeFile.replace(file, text.getValue());
      }
    }
    gone.sort((a, b) -> inOrder(b, a));
    for (String path : gone) {
      Files.deleteIfExists(directory.resolve(path));
    }
  }

  private static boolean isReplaced(String path, String ofApi) {
    return List.of("routes/", "integrations/", "authorizers/").stream()
        .anyMatch(kind -> path.startsWith(ofApi + kind));
  }

  /** Routes after what they refer to. */
  private static int inOrder(String one, String other) {
    int byKind = Boolean.compare(isRoute(one), isRoute(other));
    return byKind == 0 ? one.compareTo(other) : byKind;
  }

  private static boolean isRoute(String path) {
    return path.matches("(apis/[^/]*/)?routes/[^/]*");
  }

  private static void add(
      Map<String, String> texts, String prefix, Map<String, ObjectNode> resources) {
    resources.forEach((id, json) -> texts.put(prefix + id + ".json", json.toPrettyString() + "\n"));
  }
}
