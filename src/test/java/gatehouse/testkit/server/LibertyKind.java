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

/**
 * Open Liberty with the features that the gateway needs, configured as operators are advised to.
 */
final class LibertyKind implements ServerKind {

  private static final String SERVER = "usr/servers/gatehouse";

  /** Attributes of the endpoint's {@code httpOptions}. */
  private static final Map<String, String> ADVISED =
      Map.of("limitFieldSize", "32768", "AutoDecompression", "false");

  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <server>
        <featureManager>
          <feature>servlet-6.0</feature>
          <feature>jndi-1.0</feature>
        </featureManager>
        <webContainer skipEncodedCharVerification="true"/>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1">
          <httpOptions%s/>
        </httpEndpoint>
        <logging traceSpecification="*=info" consoleLogLevel="INFO"/>
      </server>
      """;

  private static final String APPLICATION =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <server>
        <webApplication id="%s" location="%s" contextRoot="%s"/>
      </server>
      """;

  private final Path home;

  LibertyKind(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "liberty";
  }

  @Override
  public void layOut(Path base, Map<String, String> settings, @Nullable Tls tls)
      throws IOException {
    if (tls != null) {
      throw new UnsupportedOperationException("the kit's Open Liberty speaks no TLS");
    }
    Path server = Files.createDirectories(base.resolve(SERVER));
    Files.createDirectories(server.resolve("configDropins/overrides"));
    Map<String, String> attributes = new TreeMap<>(ADVISED);
    attributes.putAll(settings);
    StringBuilder options = new StringBuilder();
    attributes.forEach(
        (name, value) -> options.append(" " + name + "=\"" + ServerKind.xml(value) + "\""));
    Files.writeString(server.resolve("server.xml"), XML.formatted(ServerKind.freePort(), options));
  }

  @Override
  public boolean hasDescriptors() {
    return false;
  }

  @Override
  public void drop(Path base, Deployment deployment) throws IOException {
    Files.writeString(
        base.resolve(SERVER + "/configDropins/overrides/" + deployment.fileName() + ".xml"),
        APPLICATION.formatted(
            deployment.fileName(),
            ServerKind.xml(deployment.war()),
            ServerKind.xml(deployment.contextPath())));
  }

  @Override
  public List<String> arguments(Path jdk, Path base) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add("-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"));
    Path options = home.resolve("lib/platform/java").resolve(options(jdk));
    if (Files.exists(options)) {
      for (String line : Files.readAllLines(options)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          arguments.add(line.strip());
        }
      }
    }
    arguments.addAll(
        List.of(
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-jar",
            home.resolve("bin/tools/ws-server.jar").toString(),
            "gatehouse"));
    return arguments;
  }

  /** Chosen as bin/server does; there need not be a file of that name. */
  private static String options(Path jdk) throws IOException {
    String release = Files.readString(jdk.resolve("release"));
    return Pattern.compile("JAVA_VERSION=\"(2[4-9]|[3-9]\\d)").matcher(release).find()
        ? "java24.options"
        : "java9.options";
  }

  @Override
  public Map<String, String> environment(Path base) {
    return Map.of(
        "WLP_USER_DIR", base.resolve("usr").toString(),
        "WLP_OUTPUT_DIR", base.resolve("output").toString());
  }

  @Override
  public Pattern port() {
    return Pattern.compile("CWWKO0219I: .*defaultHttpEndpoint .*port (\\d+)");
  }

  @Override
  public Pattern tlsPort() {
    return Pattern.compile("CWWKO0219I: .*defaultHttpEndpoint-ssl .*port (\\d+)");
  }

  @Override
  public Pattern started() {
    return Pattern.compile("CWWKF0011I: ");
  }

  @Override
  public Pattern deployed(String contextPath) {
    return Pattern.compile("CWWKT0016I: .*:\\d+" + Pattern.quote(slashed(contextPath)) + "$");
  }

  @Override
  public Pattern undeployed(String contextPath) {
    return Pattern.compile("CWWKT0017I: .*:\\d+" + Pattern.quote(slashed(contextPath)) + "$");
  }

  private static String slashed(String contextPath) {
    return contextPath.endsWith("/") ? contextPath : contextPath + "/";
  }
}
