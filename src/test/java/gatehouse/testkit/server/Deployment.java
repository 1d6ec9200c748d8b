package gatehouse.testkit.server;

import java.nio.file.Path;
import java.util.Map;

/**
 * A web application on a server.
 *
 * @param contextPath for example {@code /}, {@code /v0} or {@code /x/v0}
 * @param war the file to deploy
 * @param parameters context parameters that the deployment sets beside those of web.xml
 * @param environment entries of the deployment's JNDI environment; Tomcat only
 */
public record Deployment(
    String contextPath, Path war, Map<String, String> parameters, Map<String, String> environment) {

  /** A deployment without entries in JNDI. */
  public Deployment(String contextPath, Path war, Map<String, String> parameters) {
    this(contextPath, war, parameters, Map.of());
  }

  /** The context path as Tomcat's file names write it: {@code ROOT}, {@code v0}, {@code x#v0}. */
  String fileName() {
    return contextPath.equals("/") ? "ROOT" : contextPath.substring(1).replace('/', '#');
  }
}
