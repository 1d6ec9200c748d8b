package gatehouse.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** GlassFish with a copy of its own first domain, changed where operators are advised to. */
final class GlassFishKind implements ServerKind {

  private static final String DOMAIN = "domains/domain1";

  /** Attributes of the listener's {@code http}. */
  private static final Map<String, String> ADVISED =
      Map.of(
          "allow-payload-for-undefined-http-methods", "true",
          "encoded-slash-enabled", "true",
          "header-buffer-length-bytes", "32768",
          "server-header", "false",
          "xpowered-by", "false");

  private static final String LISTENER = "<protocol name=\"http-listener-1\">";

  /** Ports that are numbers, that is those of the server, not those of its templates. */
  private static final Pattern PORT = Pattern.compile("(port=\"|telnet\\.port=)(\\d+)(\"|<)");

  private final Path home;
  private int port;
  private int administration;

  GlassFishKind(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "glassfish";
  }

  @Override
  public void layOut(Path base, Map<String, String> settings, @Nullable Tls tls)
      throws IOException {
    if (tls != null) {
      throw new UnsupportedOperationException("the kit's GlassFish speaks no TLS");
    }
    Path domain = base.resolve(DOMAIN);
    copy(home.resolve("glassfish/domains/domain1"), domain);
    Map<String, String> attributes = new TreeMap<>(ADVISED);
    attributes.putAll(settings);
    StringBuilder http = new StringBuilder(LISTENER + "\n<http");
    attributes.forEach(
        (name, value) -> http.append(" " + name + "=\"" + ServerKind.xml(value) + "\""));
    Path file = domain.resolve("config/domain.xml");
    String xml = Files.readString(file);
    if (!Pattern.compile(LISTENER + "\\s*<http").matcher(xml).find()) {
      throw new IOException("domain.xml of this GlassFish has no " + LISTENER);
    }
    xml =
        xml.replaceFirst(LISTENER + "\\s*<http", Matcher.quoteReplacement(http.toString()))
            .replace("0.0.0.0", "127.0.0.1")
            .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=");
    Files.writeString(file, onFreePorts(xml));
  }

  private String onFreePorts(String xml) throws IOException {
    Matcher matcher = PORT.matcher(xml);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      int free = ServerKind.freePort();
      if (matcher.group(2).equals("8080")) {
        port = free;
      } else if (matcher.group(2).equals("4848")) {
        administration = free;
      }
      matcher.appendReplacement(text, "$1" + free + "$3");
    }
    return matcher.appendTail(text).toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Override
  public boolean hasDescriptors() {
    return false;
  }

  /** Is told once the server is up, see {@link #afterStart}. */
  @Override
  public void drop(Path base, Deployment deployment) {}

  @Override
  public void afterStart(Path jdk, Path base, List<Deployment> dropped) throws IOException {
    for (Deployment deployment : dropped) {
      administer(
          jdk,
          "--port",
          Integer.toString(administration),
          "deploy",
          "--contextroot",
          deployment.contextPath(),
          "--name",
          deployment.fileName(),
          deployment.war().toString());
    }
  }

  /** What {@code asadmin start-domain} would run. */
  @Override
  public List<String> arguments(Path jdk, Path base) throws IOException {
    String printed =
        administer(
            jdk,
            "start-domain",
            "--dry-run",
            "--verbose",
            "--domaindir",
            base.resolve("domains").toString(),
            "domain1");
    List<String> lines = printed.lines().map(String::strip).toList();
    int java = lines.indexOf(jdk.resolve("bin/java").toString());
    if (java < 0) {
      throw new IOException("asadmin does not print a command:\n" + printed);
    }
    List<String> rest = lines.subList(java + 1, lines.size());
    int end = rest.indexOf("");
    List<String> arguments = new ArrayList<>(end < 0 ? rest : rest.subList(0, end));
    arguments.add(0, "-Dproduct.name=");
    return arguments;
  }

  private String administer(Path jdk, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(jdk.resolve("bin/java").toString());
    all.add("-jar");
    all.add(home.resolve("glassfish/lib/client/appserver-cli.jar").toString());
    all.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("AS_JAVA", jdk.toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError("asadmin failed: " + printed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return printed;
  }

  @Override
  public Pattern port() {
    return Pattern.compile("bound to \\[/127\\.0\\.0\\.1:(" + port + ")]");
  }

  @Override
  public Pattern tlsPort() {
    throw new UnsupportedOperationException("the kit's GlassFish speaks no TLS");
  }

  @Override
  public Pattern started() {
    return Pattern.compile("startup time|GlassFish Server .* started|Successfully started");
  }

  @Override
  public Pattern deployed(String contextPath) {
    String root = contextPath.equals("/") ? "/?" : Pattern.quote(contextPath);
    return Pattern.compile("Loading application \\[[^]]*] at \\[" + root + "]");
  }

  @Override
  public Pattern undeployed(String contextPath) {
    throw new UnsupportedOperationException("the kit's GlassFish undeploys nothing");
  }
}
