package gatehouse.testkit.cases;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The servers that the WAR is certified in; their versions are in pom.xml, profile certify. */
enum CertifiedServer {
  TOMCAT_10("tomcat10", "Tomcat 10.1", "tomcat", ServerProcess::tomcat),
  TOMCAT_11("tomcat11", "Tomcat 11", "tomcat", ServerProcess::tomcat),
  TOMCAT_11_VIRTUAL(
      "tomcat11-virtual",
      "Tomcat 11, virtual threads",
      "tomcat",
      home -> ServerProcess.tomcat(home).virtualThreads()),
  JETTY_12_0("jetty12.0", "Jetty 12.0, ee10", "jetty", home -> ServerProcess.jetty(home, "ee10")),
  JETTY_12_1("jetty12.1", "Jetty 12.1, ee10", "jetty", home -> ServerProcess.jetty(home, "ee10")),
  JETTY_12_1_EE11(
      "jetty12.1-ee11", "Jetty 12.1, ee11", "jetty", home -> ServerProcess.jetty(home, "ee11")),
  JETTY_12_1_VIRTUAL(
      "jetty12.1-virtual",
      "Jetty 12.1, ee10, virtual threads",
      "jetty",
      home -> ServerProcess.jetty(home, "ee10").virtualThreads()),
  LIBERTY("liberty", "Open Liberty", "liberty", ServerProcess::liberty),
  WILDFLY("wildfly", "WildFly", "wildfly", ServerProcess::wildFly),
  GLASSFISH_7("glassfish7", "GlassFish 7", "glassfish", ServerProcess::glassFish),
  GLASSFISH_8("glassfish8", "GlassFish 8", "glassfish", ServerProcess::glassFish);

  private final String id;
  private final String title;
  private final String host;
  private final Function<Path, ServerBuilder> builder;

  CertifiedServer(String id, String title, String host, Function<Path, ServerBuilder> builder) {
    this.id = id;
    this.title = title;
    this.host = host;
    this.builder = builder;
  }

  /** Those whose id begins with one of the words of {@code certify.servers}; all without it. */
  static List<CertifiedServer> wanted() {
    List<String> words = List.of(System.getProperty("certify.servers", "").split("[, ]+"));
    return Arrays.stream(values())
        .filter(server -> words.stream().anyMatch(server.id::startsWith))
        .toList();
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  /** Below which there is nothing to certify. */
  int leastJdk() {
    return this == TOMCAT_11_VIRTUAL || this == JETTY_12_1_VIRTUAL ? 21 : 17;
  }

  /** As {@link Host#name}. */
  String host() {
    return host;
  }

  private String distribution() {
    return switch (this) {
      case TOMCAT_11_VIRTUAL -> TOMCAT_11.id;
      case JETTY_12_1_EE11, JETTY_12_1_VIRTUAL -> JETTY_12_1.id;
      default -> id;
    };
  }

  String version() {
    String version = System.getProperty("certify.version." + distribution());
    if (version == null) {
      throw new AssertionError("run it as mvn verify -Pcertify");
    }
    return version;
  }

  /** A server to be, of the unpacked distribution. */
  ServerBuilder builder() {
    Path directory =
        Path.of(System.getProperty("certify.directory"), distribution() + "-" + version());
    try (Stream<Path> inside = Files.list(directory)) {
      List<Path> homes = inside.filter(Files::isDirectory).toList();
      if (homes.size() != 1) {
        throw new AssertionError("not one distribution: " + homes);
      }
      return builder.apply(homes.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
