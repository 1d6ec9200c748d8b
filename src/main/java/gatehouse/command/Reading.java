package gatehouse.command;

import gatehouse.authorize.LookedAt;
import gatehouse.aws.RequestSigning;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.http.Account;
import gatehouse.integration.Integrators;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.registry.FileStore;
import gatehouse.service.Services;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.pool.Pools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A configuration as the server would have it in service: read, checked and compiled by the same
 * classes, but with nothing behind it that calls out. Immutable.
 *
 * @param directory as the caller wrote it
 * @param files as they were found
 * @param configuration what they say
 * @param plan what is made of them
 */
record Reading(Path directory, ConfigurationFiles files, Configuration configuration, Plan plan) {

  static final String CONTEXT_PATH = "--context-path";
  static final String LONGEST_TIMEOUT = "--max-integration-timeout-millis";
  static final String QUOTAS = "--quotas";

  /** The options that change what is read, as the server's settings do. */
  static final Set<String> OPTIONS = Set.of(CONTEXT_PATH, LONGEST_TIMEOUT, QUOTAS);

  private static final int AWS_TIMEOUT_MILLIS = 30_000;
  private static final int LEAST_TIMEOUT_MILLIS = 50;
  private static final int MOST_TIMEOUT_MILLIS = 86_400_000;

  /**
   * Reads a directory.
   *
   * @param directory as the caller wrote it
   * @param outbound what integrations call
   * @throws UsageException when there is no configuration, or it cannot be reached
   * @throws ProblemsException when the server would refuse it
   */
  static Reading of(Path directory, Arguments arguments, Outbound outbound) {
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          Files.exists(directory)
              ? "`%s` is no directory".formatted(directory)
              : "there is no directory `%s`".formatted(directory));
    }
    ConfigurationJson reader = reader(arguments);
    String contextPath = contextPath(arguments);
    try {
      ConfigurationFiles files = new FileStore(directory, reader).files();
      Configuration configuration = reader.read(files);
      if (configuration.equals(Configuration.EMPTY)) {
        // The server would start with it and answer 404; a pipeline has got the wrong directory.
        throw new UsageException(
            "`%s` holds no configuration: name the directory that has stages/, routes/ and integrations/"
                .formatted(directory));
      }
      Plan plan = compiled(configuration, contextPath, outbound);
      return new Reading(directory, files, configuration, plan);
    } catch (ConfigurationException e) {
      throw new ProblemsException(directory, e.problems());
    } catch (IOException e) {
      throw new UsageException("cannot read `%s`: %s".formatted(directory, e));
    }
  }

  /**
   * What the server would make of a configuration.
   *
   * @throws ConfigurationException when it cannot be served
   */
  static Plan compiled(Configuration configuration, String contextPath, Outbound outbound) {
    InvokedFunctions functions = new InvokedFunctions(outbound, RequestSigning.NONE, null, null);
    Integrators integrators =
        new Integrators(
            new Pools(outbound, null, () -> 0, bound -> 0, 0),
            functions,
            new Services(outbound, RequestSigning.NONE, null, Map.of(), Account.DEFAULT.region()),
            () -> "1-00000000-000000000000000000000000");
    return new PlanCompiler(integrators, LookedAt.checks(functions), contextPath)
        .compile(configuration);
  }

  /** Reads files as a server with these settings does. */
  static ConfigurationJson reader(Arguments arguments) {
    return new ConfigurationJson(longestTimeoutMillis(arguments), quotasOfAws(arguments));
  }

  /** The longest timeout that an integration may have. */
  static int longestTimeoutMillis(Arguments arguments) {
    return arguments.number(
        LONGEST_TIMEOUT,
        AWS_TIMEOUT_MILLIS,
        LEAST_TIMEOUT_MILLIS,
        quotasOfAws(arguments) ? AWS_TIMEOUT_MILLIS : MOST_TIMEOUT_MILLIS);
  }

  private static boolean quotasOfAws(Arguments arguments) {
    String text = arguments.value(QUOTAS);
    if (text != null && !text.equals("aws") && !text.equals("none")) {
      throw new UsageException("option %s is `%s`: write `aws` or `none`".formatted(QUOTAS, text));
    }
    return "aws".equals(text);
  }

  /**
   * A message that starts with a file of the configuration, as editors and CI can follow it from
   * where the command was run.
   */
  static String located(Path directory, String message) {
    String inside = directory.resolve("x").toString();
    return inside.substring(0, inside.length() - 1) + message;
  }

  /** As the container tells it: empty, or it starts with a slash and does not end with one. */
  static String contextPath(Arguments arguments) {
    String text = arguments.value(CONTEXT_PATH);
    if (text == null || text.equals("/")) {
      return "";
    }
    if (!text.startsWith("/") || text.endsWith("/")) {
      throw new UsageException(
          "option %s is `%s`: write a path such as /v0, as the gateway is deployed under"
              .formatted(CONTEXT_PATH, text));
    }
    return text;
  }
}
