package gatehouse.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import gatehouse.control.openapi.ApiResources;
import gatehouse.control.openapi.BasePath;
import gatehouse.control.openapi.ImportOptions;
import gatehouse.control.openapi.ImportRefusedException;
import gatehouse.control.openapi.ImportedApi;
import gatehouse.control.openapi.OpenApiImport;
import gatehouse.http.Account;
import gatehouse.registry.ConflictException;
import gatehouse.registry.DirectoryWriter;
import gatehouse.registry.Edits;
import gatehouse.registry.ReadOnlyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Of routes, integrations and authorizers. */
  private static final int ID_LENGTH = 7;

  private static final String ROUTES = "routes/";
  private static final String INTEGRATIONS = "integrations/";
  private static final String AUTHORIZERS = "authorizers/";

  /** What a document replaces. */
  private static final List<String> KINDS = List.of(ROUTES, INTEGRATIONS, AUTHORIZERS);

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
    try (DirectoryWriter writer = new WouldServe(arguments, after -> {}).writer(directory)) {
      String text = text(arguments.path(0));
      ImportOptions options = options(arguments);
      ImportedApi imported =
          writer.change((now, edits) -> imported(text, ofApi, options, now, edits));
      imported.info().forEach(line -> console.complain("info: " + line));
      imported.warnings().forEach(line -> console.complain("warning: " + line));
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
    } catch (ReadOnlyException | ConflictException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
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
            account == null ? Account.DEFAULT.id() : account,
            "aws",
            region == null ? Account.DEFAULT.region() : region),
        () -> new Ids(random).of(ID_LENGTH));
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

  /** Says which files the document makes of an API. */
  private static ImportedApi imported(
      String text, String ofApi, ImportOptions options, ConfigurationFiles now, Edits edits) {
    ImportedApi imported = OpenApiImport.run(text, ApiResources.ofFiles(now, ofApi), options);
    ApiResources resources = imported.resources();
    KINDS.forEach(
        kind ->
            now.contents().keySet().stream()
                .filter(path -> path.startsWith(ofApi + kind))
                .forEach(edits::delete));
    write(edits, ofApi + ROUTES, resources.routes());
    write(edits, ofApi + INTEGRATIONS, resources.integrations());
    write(edits, ofApi + AUTHORIZERS, resources.authorizers());
    write(edits, ofApi + "api.json", resources.api());
    return imported;
  }

  private static void write(Edits edits, String prefix, Map<String, ObjectNode> resources) {
    resources.forEach((id, json) -> write(edits, prefix + id + ".json", json));
  }

  private static void write(Edits edits, String path, ObjectNode json) {
    edits.write(path, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
