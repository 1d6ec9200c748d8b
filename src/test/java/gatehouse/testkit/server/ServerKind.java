package gatehouse.testkit.server;

import java.io.IOException;
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

  /** The command line behind java and the test's JVM options. */
  List<String> arguments(Path base);

  /** Finds the port in the log: group 1. */
  Pattern port();

  /** Finds the port for TLS in the log: group 1. */
  Pattern tlsPort();

  /** The log line that says that the server is up. */
  Pattern started();

  /** The file whose presence deploys an application, whose touch redeploys it. */
  Path descriptor(Path base, Deployment deployment);

  /** What stands in that file. */
  String describe(Deployment deployment);

  /** The log line that says that an application is in service. */
  Pattern deployed(String contextPath);

  /** The log line that says that an application is taken down. */
  Pattern undeployed(String contextPath);

  /** Has the server wait so long, when it stops or undeploys, for requests under way. */
  void graceful(int millis, ServerBuilder builder);

  /** Text as the value of an XML attribute or element. */
  static String xml(Object text) {
    return text.toString()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
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
