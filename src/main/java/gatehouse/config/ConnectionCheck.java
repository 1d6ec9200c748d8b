package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Map;

/**
 * Checks what neither a connection nor an integration can know alone.
 *
 * @param connections by id
 * @param problems of the reading so far
 */
record ConnectionCheck(Map<String, Connection> connections, Problems problems) {

  /** A health check by HTTP never goes well where requests go by HTTPS to the same port. */
  void run(Api api) {
    for (Integration integration : api.integrations().values()) {
      PrivateLink link = integration.link();
      Connection connection = link == null ? null : connections.get(link.connectionId());
      if (link != null
          && connection != null
          && link.serverNameToVerify() != null
          && connection.tls() == null
          && connection.healthCheck() != null) {
        problems.add(
            ResourceDirectory.CONNECTIONS.file(connection.id()),
            "HealthCheck",
            "asks by HTTP what %s calls by HTTPS: add `\"Protocol\": \"HTTPS\"`"
                .formatted(
                    quoted(
                        api.settings().directory()
                            + ResourceDirectory.INTEGRATIONS.file(integration.id()))));
      }
    }
  }
}
