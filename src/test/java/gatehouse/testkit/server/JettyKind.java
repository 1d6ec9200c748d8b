package gatehouse.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 12 with the module http and the one that deploys for an environment, configured as
 * operators are advised to.
 */
final class JettyKind implements ServerKind {

  /**
   * The narrowest that lets {@code %2F}, empty segments, {@code %25} and {@code |[]{}} through. Dot
   * segments in disguise, backslashes, control characters and broken UTF-8 end at Jetty with 400.
   */
  private static final String URIS =
      "DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_EMPTY_SEGMENT,AMBIGUOUS_PATH_ENCODING,"
          + "ILLEGAL_PATH_CHARACTERS";

  private static final Map<String, String> ADVISED =
      Map.of(
          "jetty.http.host", "127.0.0.1",
          "jetty.http.port", "0",
          "jetty.httpConfig.sendDateHeader", "true",
          "jetty.httpConfig.sendServerVersion", "false",
          "jetty.httpConfig.uriCompliance", URIS,
          "jetty.httpConfig.requestHeaderSize", "32768",
          "jetty.deploy.scanInterval", "1");

  private static final String VIRTUAL_TASKS = "jetty.threadPool.virtual.maxConcurrentTasks";
  private static final String STOP_TIMEOUT = "jetty.server.stopTimeout";

  private final Path home;
  private final String environment;

  /**
   * A Jetty of this directory.
   *
   * @param environment that it deploys for: {@code ee10} or {@code ee11}
   */
  JettyKind(Path home, String environment) {
    this.home = home;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "jetty";
  }

  @Override
  public void layOut(Path base, Map<String, String> settings, @Nullable Tls tls)
      throws IOException {
    for (String directory : List.of("webapps", "environments", "resources", "start.d", "temp")) {
      Files.createDirectories(base.resolve(directory));
    }
    // "Started" is printed a moment before an application gets requests, STARTED a moment after.
    Files.writeString(
        base.resolve("resources/jetty-logging.properties"),
        "org.eclipse.jetty.util.component.AbstractLifeCycle.LEVEL=DEBUG\n");
    Map<String, String> properties = new TreeMap<>(ADVISED);
    properties.putAll(settings);
    StringBuilder ini = new StringBuilder("--module=http\n");
    if (tls != null) {
      ini.append("--module=https\n");
      properties.put("jetty.ssl.host", "127.0.0.1");
      properties.put("jetty.ssl.port", "0");
      properties.put("jetty.sslContext.keyStorePath", tls.keys().toString());
      properties.put("jetty.sslContext.keyStorePassword", tls.password());
      properties.put("jetty.sslContext.trustStorePath", tls.trust().toString());
      properties.put("jetty.sslContext.trustStorePassword", tls.password());
      properties.put(
          tls.demanded() ? "jetty.sslContext.needClientAuth" : "jetty.sslContext.wantClientAuth",
          "true");
    }
    if (properties.containsKey(STOP_TIMEOUT)) {
      ini.append("--module=graceful\n");
    }
    if (properties.containsKey(VIRTUAL_TASKS)) {
      ini.append("--module=threadpool-virtual\n");
    }
    properties.forEach((name, value) -> ini.append(name + "=" + value + "\n"));
    Files.writeString(base.resolve("start.d/server.ini"), ini);
    // In a file with an environment's module, properties would be that environment's alone.
    Files.writeString(base.resolve("start.d/deploy.ini"), "--module=" + environment + "-deploy\n");
  }

  @Override
  public List<String> arguments(Path jdk, Path base) {
    return List.of(
        "-Djava.io.tmpdir=" + base.resolve("temp"),
        "-Djetty.home=" + home,
        "-Djetty.base=" + base,
        "-jar",
        home.resolve("start.jar").toString());
  }

  @Override
  public void graceful(int millis, ServerBuilder builder) {
    builder.setting(STOP_TIMEOUT, Integer.toString(millis));
  }

  @Override
  public void virtualThreads(ServerBuilder builder) {
    builder.setting(VIRTUAL_TASKS, "200");
  }

  @Override
  public Pattern port() {
    return Pattern.compile("Started .*ServerConnector[^{]*\\{HTTP.*\\{[^}]*:(\\d+)}");
  }

  @Override
  public Pattern tlsPort() {
    return Pattern.compile("Started .*ServerConnector[^{]*\\{SSL.*\\{[^}]*:(\\d+)}");
  }

  @Override
  public Pattern started() {
    return Pattern.compile("Started oejs\\.Server@");
  }

  @Override
  public Path descriptor(Path base, Deployment deployment) {
    return base.resolve("webapps/" + deployment.fileName().replace('#', '-') + ".xml");
  }

  @Override
  public String describe(Deployment deployment) {
    if (!deployment.environment().isEmpty()) {
      throw new UnsupportedOperationException("the kit's Jetty has no JNDI");
    }
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\"?>\n");
    xml.append("<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\"");
    xml.append(" \"https://jetty.org/configure_10_0.dtd\">\n");
    xml.append("<Configure class=\"org.eclipse.jetty." + environment);
    xml.append(".webapp.WebAppContext\">\n");
    xml.append(
        "<Set name=\"contextPath\">" + ServerKind.xml(deployment.contextPath()) + "</Set>\n");
    xml.append("<Set name=\"war\">" + ServerKind.xml(deployment.war()) + "</Set>\n");
    deployment
        .parameters()
        .forEach(
            (name, value) ->
                xml.append("<Call name=\"setInitParameter\"><Arg>")
                    .append(ServerKind.xml(name) + "</Arg><Arg>" + ServerKind.xml(value))
                    .append("</Arg></Call>\n"));
    return xml.append("</Configure>\n").toString();
  }

  @Override
  public Pattern deployed(String contextPath) {
    return state("STARTED", contextPath, ".*a=AVAILABLE");
  }

  @Override
  public Pattern undeployed(String contextPath) {
    return state("STOPPED", contextPath, "");
  }

  private static Pattern state(String state, String contextPath, String more) {
    return Pattern.compile(
        ": "
            + state
            // Jetty 12.0 tells when, too.
            + "( @\\d+ms)? \\S*WebAppContext@[^{]*\\{[^,]*,"
            + Pattern.quote(contextPath)
            + ","
            + more);
  }
}
