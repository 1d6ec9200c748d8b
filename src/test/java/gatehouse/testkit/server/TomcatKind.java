package gatehouse.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tomcat 11 or 10.1 without any application of its own, configured as operators are advised to. */
final class TomcatKind implements ServerKind {

  private static final Map<String, String> ADVISED =
      Map.of(
          "address", "127.0.0.1",
          "port", "0",
          "protocol", "HTTP/1.1",
          "encodedSolidusHandling", "passthrough",
          "maxHttpRequestHeaderSize", "32768",
          "relaxedPathChars", "\"<>[\\]^`{|}",
          "relaxedQueryChars", "\"<>[\\]^`{|}");

  private static final String SERVER =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Server port="-1">
        <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
        <Listener className="org.apache.catalina.core.ThreadLocalLeakPreventionListener"/>
        <Service name="Catalina">
          <Connector%s/>
          %s
          <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
            <Host name="localhost" appBase="webapps" unpackWARs="true" autoDeploy="true"/>
          </Engine>
        </Service>
      </Server>
      """;

  /** LifecycleBase tells when an application has really been started or taken down. */
  private static final String LOGGING =
      """
      handlers = java.util.logging.ConsoleHandler
      .handlers = java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level = ALL
      java.util.logging.ConsoleHandler.formatter = org.apache.juli.OneLineFormatter
      java.util.logging.ConsoleHandler.encoding = UTF-8
      org.apache.catalina.util.LifecycleBase.level = FINE
      """;

  private final Path home;
  private @Nullable Integer unloadDelay;

  /** A Tomcat of this directory. */
  TomcatKind(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "tomcat";
  }

  @Override
  public void layOut(Path base, Map<String, String> settings, @Nullable Tls tls)
      throws IOException {
    for (String directory : List.of("conf/Catalina/localhost", "webapps", "temp", "work", "logs")) {
      Files.createDirectories(base.resolve(directory));
    }
    for (String file : List.of("web.xml", "context.xml", "catalina.properties")) {
      Files.copy(home.resolve("conf").resolve(file), base.resolve("conf").resolve(file));
    }
    Map<String, String> attributes = new TreeMap<>(ADVISED);
    attributes.putAll(settings);
    StringBuilder connector = new StringBuilder();
    attributes.forEach(
        (name, value) -> connector.append(" " + name + "=\"" + ServerKind.xml(value) + "\""));
    Files.writeString(base.resolve("conf/server.xml"), SERVER.formatted(connector, connector(tls)));
    Files.writeString(base.resolve("conf/logging.properties"), LOGGING);
  }

  private static String connector(@Nullable Tls tls) {
    return tls == null
        ? ""
        : """
          <Connector address="127.0.0.1" port="0" SSLEnabled="true" scheme="https" secure="true">
            <SSLHostConfig certificateVerification="%s" truststoreFile="%s"
                truststorePassword="%s" truststoreType="PKCS12">
              <Certificate certificateKeystoreFile="%s" certificateKeystorePassword="%s"
                  certificateKeystoreType="PKCS12"/>
            </SSLHostConfig>
          </Connector>
          """
            .formatted(
                tls.demanded() ? "required" : "optional",
                ServerKind.xml(tls.trust()),
                tls.password(),
                ServerKind.xml(tls.keys()),
                tls.password());
  }

  @Override
  public List<String> arguments(Path jdk, Path base) {
    String bin = home.resolve("bin").toString();
    return List.of(
        // As in catalina.sh: without these Tomcat cannot look for leaks.
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
        "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
        "-Dcatalina.home=" + home,
        "-Dcatalina.base=" + base,
        "-Djava.io.tmpdir=" + base.resolve("temp"),
        "-cp",
        bin + "/bootstrap.jar" + java.io.File.pathSeparator + bin + "/tomcat-juli.jar",
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }

  @Override
  public void virtualThreads(ServerBuilder builder) {
    builder.setting("useVirtualThreads", "true");
  }

  @Override
  public void graceful(int millis, ServerBuilder builder) {
    unloadDelay = millis;
  }

  @Override
  public Pattern port() {
    return Pattern.compile("Starting ProtocolHandler \\[\"http-nio-.*-auto-\\d+-(\\d+)\"]");
  }

  @Override
  public Pattern tlsPort() {
    return Pattern.compile("Starting ProtocolHandler \\[\"https-.*-auto-\\d+-(\\d+)\"]");
  }

  @Override
  public Pattern started() {
    return Pattern.compile("Server startup in");
  }

  @Override
  public Path descriptor(Path base, Deployment deployment) {
    return base.resolve("conf/Catalina/localhost/" + deployment.fileName() + ".xml");
  }

  @Override
  public String describe(Deployment deployment) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<Context docBase=\"" + ServerKind.xml(deployment.war()) + "\"");
    if (unloadDelay != null) {
      xml.append(" unloadDelay=\"" + unloadDelay + "\"");
    }
    xml.append(">\n");
    deployment
        .parameters()
        .forEach(
            (name, value) ->
                xml.append("<Parameter name=\"" + ServerKind.xml(name) + "\" value=\"")
                    .append(ServerKind.xml(value) + "\" override=\"false\"/>\n"));
    deployment
        .environment()
        .forEach(
            (name, value) ->
                xml.append("<Environment name=\"" + ServerKind.xml(name) + "\" value=\"")
                    .append(ServerKind.xml(value))
                    .append("\" type=\"java.lang.String\" override=\"false\"/>\n"));
    return xml.append("</Context>\n").toString();
  }

  @Override
  public Pattern deployed(String contextPath) {
    return Pattern.compile(state(contextPath) + "STARTED]");
  }

  @Override
  public Pattern undeployed(String contextPath) {
    return Pattern.compile(state(contextPath) + "DESTROYED]");
  }

  private static String state(String contextPath) {
    String name = contextPath.equals("/") ? "" : contextPath;
    return "Setting state for \\[.*" + Pattern.quote("StandardContext[" + name + "]]") + " to \\[";
  }
}
