package gatehouse.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a configuration as AWS's CLI prints it, one JSON file per resource, and checks it wholly:
 * all problems of all files are found in one go. Whatever store the files come from. Stateless.
 */
public final class ConfigurationJson {

  private final int longestTimeoutMillis;

  /** A reader with AWS's bounds: an integration has at most 30 seconds. */
  public ConfigurationJson() {
    this(IntegrationJson.USUAL_TIMEOUT_MILLIS);
  }

  /**
   * A reader.
   *
   * @param longestTimeoutMillis the largest {@code TimeoutInMillis} of an integration; at least 50
   */
  public ConfigurationJson(int longestTimeoutMillis) {
    if (longestTimeoutMillis < Integration.SHORTEST_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "the longest timeout is shorter than the shortest, %d ms"
              .formatted(Integration.SHORTEST_TIMEOUT_MILLIS));
    }
    this.longestTimeoutMillis = longestTimeoutMillis;
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
    Map<String, Connection> connections = new LinkedHashMap<>();
    CertificatesJson certificates = new CertificatesJson(documents.certificates(), problems);
    documents
        .in("", ResourceDirectory.CONNECTIONS)
        .forEach(
            (id, in) -> {
              Connection connection = ConnectionJson.read(in, certificates);
              if (connection != null) {
                connections.put(id, connection);
              }
            });
    ApiFilesJson reader = new ApiFilesJson(documents, longestTimeoutMillis, problems);
    Api plain = documents.hasPlain() ? reader.read("", Api.PLAIN_ID) : null;
    Map<String, Api> apis = new LinkedHashMap<>();
    for (String id : documents.apiIds()) {
      apis.put(id, reader.read(Folder.OF_APIS + "/" + id + "/", id));
    }
    ConnectionCheck check = new ConnectionCheck(connections, problems);
    apis.values().forEach(check::run);
    if (plain != null) {
      check.run(plain);
    }
    problems.throwIfAny();
    return new Configuration(plain, apis, Map.of(), connections);
  }
}
