package gatehouse.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between servers: their files and their log lines. */
interface ServerKind {

  /** For directories and threads. */
  String name();

  /**
   * How a server speaks TLS.
   *
   * @param keys a PKCS12 file with what the server presents
   * @param trust a PKCS12 file with what it trusts clients' certificates by
   * @param password of both
   * @param demanded whether a client has to present a certificate; else it may
   */
  record Tls(Path keys, Path trust, String password, boolean demanded) {}

  /**
   * Writes the configuration of a new instance.
   *
   * @param tls null when the server speaks plain HTTP only
   */
  void layOut(Path base, Map<String, String> settings, @Nullable Tls tls) throws IOException;

  /** The command line behind java, of this JDK, and the test's JVM options. */
  List<String> arguments(Path jdk, Path base) throws IOException;

  /** More variables of the process's environment. */
  default Map<String, String> environment(Path base) {
    return Map.of();
  }

  /**
   * Whether a descriptor of its own deploys an application, and says more about it than its WAR;
   * otherwise all that is deployed is {@link #drop dropped}.
   */
  default boolean hasDescriptors() {
    return true;
  }

  /** Puts an application where the server finds it when it starts. */
  default void drop(Path base, Deployment deployment) throws IOException {
    Files.copy(deployment.war(), base.resolve("webapps/" + deployment.fileName() + ".war"));
  }

  /** What a server needs to be told once it is up, before its applications are in service. */
  default void afterStart(Path jdk, Path base, List<Deployment> dropped) throws IOException {}

  /** Finds the port in the log: group 1. */
  Pattern port();

  /** Finds the port for TLS in the log: group 1. */
  Pattern tlsPort();

  /** The log line that says that the server is up. */
  Pattern started();

  /** The file whose presence deploys an application, whose touch redeploys it. */
  default Path descriptor(Path base, Deployment deployment) {
    throw new UnsupportedOperationException(name() + " has no descriptors");
  }

  /** What stands in that file. */
  default String describe(Deployment deployment) {
    throw new UnsupportedOperationException(name() + " has no descriptors");
  }

  /** The log line that says that an application is in service. */
  Pattern deployed(String contextPath);

  /** The log line that says that an application is taken down. */
  Pattern undeployed(String contextPath);

  /** Has the server wait so long, when it stops or undeploys, for requests under way. */
  default void graceful(int millis, ServerBuilder builder) {
    throw new UnsupportedOperationException(name() + " is not told how long to wait");
  }

  /** Has the server run applications on virtual threads. */
  default void virtualThreads(ServerBuilder builder) {
    throw new UnsupportedOperationException(name() + " is not told to use virtual threads");
  }

  /** Text as the value of an XML attribute or element. */
  static String xml(Object text) {
    return text.toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A port of 127.0.0.1 that is free now, for servers that do not tell which one they got. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The directory that the build names by a system property. */
  static Path directory(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new AssertionError("the system property " + property + " is not set; see pom.xml");
    }
    return Path.of(value);
  }
}
