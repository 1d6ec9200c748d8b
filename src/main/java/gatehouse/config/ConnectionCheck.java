package gatehouse.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks what neither a connection nor an integration can know alone.
 *
 * @param connections by id
 * @param problems of the reading so far
 */
record ConnectionCheck(Map<String, Connection> connections, Problems problems) {

  /** A health check by HTTP never goes well where requests go by HTTPS to the same port. */
  void run(Api api) {
    Set<String> told = new HashSet<>();
    api.releases().forEach(release -> check(release, told));
  }

  /** A connection is told once, not for each release that calls it. */
  private void check(Release release, Set<String> told) {
    for (Integration integration : release.integrations().values()) {
      PrivateLink link = integration.link();
      Connection connection = link == null ? null : connections.get(link.connectionId());
      if (link != null
          && connection != null
          && link.serverNameToVerify() != null
          && connection.tls() == null
          && connection.healthCheck() != null
          && told.add(connection.id())) {
        problems.add(
            ResourceDirectory.CONNECTIONS.file(connection.id()),
            "HealthCheck",
            "asks by HTTP what %s calls by HTTPS: add `\"Protocol\": \"HTTPS\"`"
                .formatted(release.place(integration)));
      }
    }
  }
}
