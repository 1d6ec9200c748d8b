package gatehouse.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a configuration as AWS's CLI prints it, one JSON file per resource, and checks it wholly:
 * all problems of all files are found in one go. Whatever store the files come from. Stateless.
 */
public final class ConfigurationJson {

  private final int longestTimeoutMillis;
  private final boolean withQuotasOfAws;

  /** A reader with AWS's bounds: an integration has at most 30 seconds. */
  public ConfigurationJson() {
    this(IntegrationJson.USUAL_TIMEOUT_MILLIS);
  }

  /**
   * A reader without AWS's quotas.
   *
   * @param longestTimeoutMillis the largest {@code TimeoutInMillis} of an integration; at least 50
   */
  public ConfigurationJson(int longestTimeoutMillis) {
    this(longestTimeoutMillis, false);
  }

  /**
   * A reader.
   *
   * @param longestTimeoutMillis the largest {@code TimeoutInMillis} of an integration; at least 50
   * @param withQuotasOfAws whether there may be only as many resources as on AWS
   */
  public ConfigurationJson(int longestTimeoutMillis, boolean withQuotasOfAws) {
    if (longestTimeoutMillis < Integration.SHORTEST_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "the longest timeout is shorter than the shortest, %d ms"
              .formatted(Integration.SHORTEST_TIMEOUT_MILLIS));
    }
    this.longestTimeoutMillis = longestTimeoutMillis;
    this.withQuotasOfAws = withQuotasOfAws;
  }

  /**
   * Reads and checks a configuration.
   *
   * @return its resources ordered by id; {@link Configuration#EMPTY} when there are no files
   * @throws ConfigurationException with everything that is wrong with it
   */
  public Configuration read(ConfigurationFiles files) {
    Problems problems = new Problems(files.problems());
    DocumentsJson documents = new DocumentsJson(files, problems);
    ApiFilesJson reader = new ApiFilesJson(documents, longestTimeoutMillis, problems);
    Api plain = documents.hasPlain() ? reader.read("", Api.PLAIN_ID) : null;
    Map<String, Api> apis = new LinkedHashMap<>();
    for (String id : documents.apiIds()) {
      apis.put(id, reader.read(Folder.OF_APIS + "/" + id + "/", id));
    }
    Configuration configuration = new Configuration(plain, apis, Map.of(), Map.of());
    if (withQuotasOfAws) {
      new QuotaCheck(configuration, problems).run();
    }
    problems.throwIfAny();
    return configuration;
  }
}
