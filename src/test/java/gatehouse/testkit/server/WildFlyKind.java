package gatehouse.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** WildFly with its own standalone.xml, changed where operators are advised to. */
final class WildFlyKind implements ServerKind {

  /** Attributes of the listener. */
  private static final Map<String, String> ADVISED =
      Map.of(
          "decode-url", "false",
          "max-header-size", "32768",
          "max-post-size", "0");

  private static final String LISTENER = "<http-listener name=\"default\"";
  private static final String WELCOME = "<location name=\"/\" handler=\"welcome-content\"/>";

  /** What standalone.sh gives the JVM; in its order. */
  private static final List<String> MODULES =
      List.of(
          "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
          "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
          "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.management/javax.management=ALL-UNNAMED",
          "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

  private final Path home;

  WildFlyKind(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "wildfly";
  }

  @Override
  public void layOut(Path base, Map<String, String> settings, @Nullable Tls tls)
      throws IOException {
    if (tls != null) {
      throw new UnsupportedOperationException("the kit's WildFly speaks no TLS");
    }
    for (String directory : List.of("configuration", "deployments", "log", "temp", "data")) {
      Files.createDirectories(base.resolve(directory));
    }
    Path from = home.resolve("standalone/configuration");
    for (String file :
        List.of(
            "application-users.properties",
            "application-roles.properties",
            "mgmt-users.properties",
            "mgmt-groups.properties",
            "logging.properties")) {
      Files.copy(from.resolve(file), base.resolve("configuration").resolve(file));
    }
    Map<String, String> attributes = new TreeMap<>(ADVISED);
    attributes.putAll(settings);
    StringBuilder listener = new StringBuilder(LISTENER);
    attributes.forEach(
        (name, value) -> listener.append(" " + name + "=\"" + ServerKind.xml(value) + "\""));
    String xml = Files.readString(from.resolve("standalone.xml"));
    for (String part : List.of(LISTENER, WELCOME)) {
      if (!xml.contains(part)) {
        throw new IOException("standalone.xml of this WildFly has no " + part);
      }
    }
    Files.writeString(
        base.resolve("configuration/standalone.xml"),
        xml.replace(LISTENER, listener).replace(WELCOME, ""));
  }

  @Override
  public boolean hasDescriptors() {
    return false;
  }

  @Override
  public void drop(Path base, Deployment deployment) throws IOException {
    Files.copy(deployment.war(), base.resolve("deployments/" + deployment.fileName() + ".war"));
  }

  @Override
  public List<String> arguments(Path jdk, Path base) throws IOException {
    List<String> arguments = new ArrayList<>(MODULES);
    arguments.addAll(
        List.of(
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Djboss.modules.system.pkgs=org.jboss.byteman",
            "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
            "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"),
            "-jar",
            home.resolve("jboss-modules.jar").toString(),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + ServerKind.freePort(),
            "-Djboss.https.port=" + ServerKind.freePort(),
            "-Djboss.management.http.port=" + ServerKind.freePort()));
    return arguments;
  }

  @Override
  public Pattern port() {
    return Pattern.compile("HTTP listener default listening on 127\\.0\\.0\\.1:(\\d+)");
  }

  @Override
  public Pattern tlsPort() {
    return Pattern.compile("HTTPS listener https listening on 127\\.0\\.0\\.1:(\\d+)");
  }

  @Override
  public Pattern started() {
    return Pattern.compile("WFLYSRV002[56]: ");
  }

  @Override
  public Pattern deployed(String contextPath) {
    return Pattern.compile("Registered web context: '" + Pattern.quote(contextPath) + "'");
  }

  @Override
  public Pattern undeployed(String contextPath) {
    return Pattern.compile("Unregistered web context: '" + Pattern.quote(contextPath) + "'");
  }
}
