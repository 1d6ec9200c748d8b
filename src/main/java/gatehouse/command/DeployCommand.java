package gatehouse.command;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.DeploymentJson;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code deploy}: keeps the routes and integrations of an API as they are, as a deployment, and
 * lets a stage serve it. Nothing is written unless the outcome is a configuration that the server
 * would take.
 *
 * <p>AWS: {@code CreateDeployment} of the ApiGatewayV2 API.
 */
final class DeployCommand {

  private static final String API = "--api";
  private static final String ID = "--id";
  private static final String DESCRIPTION = "--description";
  private static final String STAGE = "--stage";

  private final Console console;
  private final RandomGenerator random;
  private final InstantSource clock;

  DeployCommand(Console console, RandomGenerator random, InstantSource clock) {
    this.console = console;
    this.random = random;
    this.clock = clock;
  }

  int run(List<String> words) {
    Set<String> valued = new HashSet<>(Set.of(API, ID, DESCRIPTION, STAGE));
    valued.addAll(Reading.OPTIONS);
    Arguments arguments = new Arguments(words, List.of("DIR"), Set.of(), valued);
    Reading reading = Reading.of(arguments.path(0), arguments, new Unsent());
    Api api = api(reading, arguments.value(API));
    String id = id(api, arguments.value(ID));
    Stage stage = stage(api, arguments.value(STAGE));
    try {
      deploy(reading, arguments, api, id, stage);
    } catch (ConfigurationException e) {
      throw new ProblemsException(reading.directory(), e.problems());
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "there is a deployment `%s` already: nothing is changed".formatted(id));
    } catch (IOException e) {
      throw new UsageException("cannot write to `%s`: %s".formatted(reading.directory(), e));
    }
    console.print(id);
    return ExitCode.FINE;
  }

  private void deploy(
      Reading reading, Arguments arguments, Api api, String id, @Nullable Stage stage)
      throws IOException {
    Path directory = reading.directory();
    ConfigurationFiles files = reading.files();
    String ofApi = api.settings().directory();
    String deploymentPath = ofApi + "deployments/" + id + ".json";
    String deployment =
        DeploymentJson.snapshot(files, ofApi, id, arguments.value(DESCRIPTION), clock.instant());
    Map<String, byte[]> contents = new TreeMap<>(files.contents());
    contents.put(deploymentPath, deployment.getBytes(StandardCharsets.UTF_8));
    StageFile stageFile = stage == null ? null : StageFile.of(files, ofApi, stage, id);
    if (stageFile != null) {
      contents.put(stageFile.path(), stageFile.text().getBytes(StandardCharsets.UTF_8));
    }
    Api after =
        api(
            Reading.reader(arguments).read(new ConfigurationFiles(contents, files.problems())),
            api.id());
    if (stageFile != null && !serves(after, stageFile.stage().id(), id)) {
      throw new UsageException(
          "stage `%s` serves its files as they are: set AutoDeploy to false in %s"
              .formatted(stageFile.stage().name(), Reading.located(directory, stageFile.path())));
    }
    WholeFile.create(directory.resolve(deploymentPath), deployment);
    if (stageFile != null) {
      WholeFile.replace(directory.resolve(stageFile.path()), stageFile.text());
    }
  }

  /** A stage's file that names another deployment. */
  private record StageFile(Stage stage, String path, String text) {

    static StageFile of(ConfigurationFiles files, String ofApi, Stage stage, String deploymentId) {
      String path = ofApi + "stages/" + stage.id() + ".json";
      byte[] before = Objects.requireNonNull(files.contents().get(path));
      String text =
          JsonText.with(new String(before, StandardCharsets.UTF_8), "DeploymentId", deploymentId);
      return new StageFile(stage, path, text);
    }
  }

  private static boolean serves(Api api, String stageId, String deploymentId) {
    Stage stage = api.stages().get(stageId);
    return stage != null
        && stage.served() instanceof Served.Snapshot snapshot
        && snapshot.deploymentId().equals(deploymentId);
  }

  private static Api api(Configuration configuration, String id) {
    Api plain = configuration.plain();
    return plain != null && plain.id().equals(id)
        ? plain
        : Objects.requireNonNull(configuration.apis().get(id));
  }

  /** The API of this id; the only one when no id is said. */
  static Api api(Reading reading, @Nullable String id) {
    List<Api> apis = new ArrayList<>(reading.configuration().apis().values());
    Api plain = reading.configuration().plain();
    if (plain != null) {
      apis.add(0, plain);
    }
    if (id == null && apis.size() == 1) {
      return apis.get(0);
    }
    String ids = String.join(", ", apis.stream().map(Api::id).toList());
    if (id == null) {
      throw new UsageException("there are several APIs: name one with --api, of " + ids);
    }
    return apis.stream()
        .filter(api -> api.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("there is no API `%s`: write one of %s".formatted(id, ids)));
  }

  private static @Nullable Stage stage(Api api, @Nullable String name) {
    if (name == null) {
      return null;
    }
    List<String> names = api.stages().values().stream().map(Stage::name).toList();
    return api.stages().values().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "API %s has no stage `%s`: write one of %s"
                        .formatted(api.id(), name, String.join(", ", names))));
  }

  /** A new id looks like one of AWS's: six letters and digits. */
  private String id(Api api, @Nullable String wanted) {
    if (wanted == null) {
      String id = newId();
      while (api.deployments().containsKey(id)) {
        id = newId();
      }
      return id;
    }
    if (!wanted.matches("[A-Za-z0-9._$-]{1,128}") || wanted.startsWith(".")) {
      throw new UsageException(
          "option --id is `%s`: write 1 to 128 letters, digits, `.`, `_`, `$` and `-`"
              .formatted(wanted));
    }
    if (api.deployments().containsKey(wanted)) {
      throw new UsageException(
          "there is a deployment `%s` already, and deployments are never changed: write another id"
              .formatted(wanted));
    }
    return wanted;
  }

  private String newId() {
    return NewId.of(random, NewId.OF_DEPLOYMENT);
  }
}
