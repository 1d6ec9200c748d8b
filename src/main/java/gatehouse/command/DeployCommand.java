package gatehouse.command;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.DeploymentJson;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import gatehouse.control.aws.resource.Ids;
import gatehouse.registry.ConflictException;
import gatehouse.registry.DirectoryWriter;
import gatehouse.registry.Edits;
import gatehouse.registry.ReadOnlyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

  /** Of deployments. */
  private static final int ID_LENGTH = 6;

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
    WouldServe serving =
        new WouldServe(arguments, after -> checkServed(after, reading, api, id, stage));
    try (DirectoryWriter writer = serving.writer(reading.directory())) {
      String description = arguments.value(DESCRIPTION);
      writer.change(
          (now, edits) -> {
            write(now, edits, api, id, description, stage);
            return id;
          });
    } catch (ConfigurationException e) {
      throw new ProblemsException(reading.directory(), e.problems());
    } catch (ReadOnlyException | ConflictException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("cannot write to `%s`: %s".formatted(reading.directory(), e));
    }
    console.print(id);
    return ExitCode.FINE;
  }

  private void write(
      ConfigurationFiles now,
      Edits edits,
      Api api,
      String id,
      @Nullable String description,
      @Nullable Stage stage) {
    String ofApi = api.settings().directory();
    String path = ofApi + "deployments/" + id + ".json";
    if (now.contents().containsKey(path)) {
      throw new UsageException(
          "there is a deployment `%s` already: nothing is changed".formatted(id));
    }
    edits.write(
        path,
        DeploymentJson.snapshot(now, ofApi, id, description, clock.instant())
            .getBytes(StandardCharsets.UTF_8));
    if (stage != null) {
      String stagePath = stagePath(api, stage);
      byte[] before = now.contents().get(stagePath);
      if (before == null) {
        throw new UsageException(
            "stage `%s` was removed meanwhile: nothing is changed".formatted(stage.name()));
      }
      String text = new String(before, StandardCharsets.UTF_8);
      edits.write(
          stagePath, JsonText.with(text, "DeploymentId", id).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String stagePath(Api api, Stage stage) {
    return api.settings().directory() + "stages/" + stage.id() + ".json";
  }

  /** The stage has to serve the deployment then. */
  private static void checkServed(
      Configuration configuration, Reading reading, Api api, String id, @Nullable Stage stage) {
    if (stage != null && !serves(api(configuration, api.id()), stage.id(), id)) {
      throw new UsageException(
          "stage `%s` serves its files as they are: set AutoDeploy to false in %s"
              .formatted(
                  stage.name(), Reading.located(reading.directory(), stagePath(api, stage))));
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
    return new Ids(random).of(ID_LENGTH);
  }
}
