package gatehouse.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
      apis.put(id, reader.read(directory(id), id));
    }
    if (plain != null && apis.containsKey(plain.id())) {
      problems.add(
          Folder.OF_APIS + "/" + plain.id(),
          null,
          "has the id of the API at the top: rename it, or give `api.json` there another `ApiId`");
    }
    Map<String, DomainName> domains = domains(documents, plain, apis, problems);
    Map<String, LocalFunction> functions = functions(documents, problems);
    Configuration configuration = new Configuration(plain, apis, domains, connections, functions);
    if (withQuotasOfAws) {
      new QuotaCheck(configuration, problems).run();
    }
    ConnectionCheck check = new ConnectionCheck(connections, problems);
    apis.values().forEach(check::run);
    if (plain != null) {
      check.run(plain);
    }
    problems.throwIfAny();
    return configuration;
  }

  private static Map<String, LocalFunction> functions(DocumentsJson documents, Problems problems) {
    Map<String, LocalFunction> functions = new LinkedHashMap<>();
    Map<String, String> files = new HashMap<>();
    documents
        .in("", ResourceDirectory.FUNCTIONS)
        .forEach(
            (id, in) -> {
              LocalFunction function = LocalFunctionJson.read(in);
              if (function != null) {
                functions.put(id, function);
                String earlier = files.putIfAbsent(function.qualifiedName(), in.file());
                if (earlier != null) {
                  problems.add(
                      in.file(),
                      "FunctionName",
                      "is that of `%s`, too: change one of them, or remove it".formatted(earlier));
                }
              }
            });
    return functions;
  }

  private static String directory(String apiId) {
    return Folder.OF_APIS + "/" + apiId + "/";
  }

  private static Map<String, DomainName> domains(
      DocumentsJson documents, @Nullable Api plain, Map<String, Api> apis, Problems problems) {
    Map<String, Set<String>> stages = new TreeMap<>();
    apis.forEach((id, api) -> stages.put(id, stageNames(api, documents)));
    if (plain != null) {
      stages.put(plain.id(), stageNames(plain, documents));
    }
    DomainJson reader = new DomainJson(stages, problems);
    Map<String, DomainName> domains = new LinkedHashMap<>();
    documents
        .in("", ResourceDirectory.DOMAINS)
        .forEach((name, document) -> domains.put(name, reader.read(document)));
    return domains;
  }

  /** Also those whose files have problems, as far as can be told, so that a fault is told once. */
  private static Set<String> stageNames(Api api, DocumentsJson documents) {
    Set<String> names = new TreeSet<>();
    api.stages().values().forEach(stage -> names.add(stage.name()));
    documents
        .references(api.settings().directory(), ResourceDirectory.STAGES)
        .ids()
        .forEach(
            id -> {
              if (!api.stages().containsKey(id)) {
                names.add(StageJson.usualName(id));
              }
            });
    return names;
  }
}
