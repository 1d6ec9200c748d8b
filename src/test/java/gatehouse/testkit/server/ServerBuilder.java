package gatehouse.testkit.server;

import gatehouse.testkit.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link ServerProcess} starts with. */
public final class ServerBuilder {

  private final ServerKind kind;
  private final List<String> jvm = usualOptions();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Deployment> deployments = new ArrayList<>();
  private final List<Deployment> dropped = new ArrayList<>();
  private ServerKind.@Nullable Tls tls;
  private Duration patience = Duration.ofMinutes(3);
  private Path jdk =
      Path.of(System.getProperty("test.jdk", System.getProperty("java.home", "/missing")));

  ServerBuilder(ServerKind kind) {
    this.kind = kind;
  }

  /** The JDK to run on; otherwise the system property {@code test.jdk}, or the test's own. */
  public ServerBuilder jdk(Path home) {
    jdk = home;
    return this;
  }

  /** Those of the system property {@code test.server.jvm}, separated by spaces. */
  private static List<String> usualOptions() {
    String options = System.getProperty("test.server.jvm", "").strip();
    return new ArrayList<>(options.isEmpty() ? List.of() : List.of(options.split(" +")));
  }

  /** More JVM options, for example {@code -Xmx64m}. */
  public ServerBuilder jvm(String... options) {
    jvm.addAll(Arrays.asList(options));
    return this;
  }

  /** How long to wait for a line of its log; a few minutes otherwise. */
  public ServerBuilder patience(Duration limit) {
    patience = limit;
    return this;
  }

  /** An environment variable of the process. */
  public ServerBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * A setting of the server itself: for Jetty a property of its modules, for Tomcat an attribute of
   * the Connector.
   */
  public ServerBuilder setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Gives a server time to end what is under way when it stops: Jetty with the module graceful,
   * Tomcat by the unloadDelay of its applications.
   */
  public ServerBuilder graceful(int millis) {
    kind.graceful(millis, this);
    return this;
  }

  /** Has the server run applications on virtual threads, which needs JDK 21. */
  public ServerBuilder virtualThreads() {
    kind.virtualThreads(this);
    return this;
  }

  /**
   * Speaks TLS, too, on a port of its own, as localhost.
   *
   * @param demanded whether clients have to present a certificate of the trusted authority; else
   *     they may
   */
  public ServerBuilder tls(TestCertificates certificates, boolean demanded) {
    tls =
        new ServerKind.Tls(
            certificates.keyStore(TestCertificates.Identity.TRUSTED),
            certificates.trustStore(),
            TestCertificates.PASSWORD,
            demanded);
    return this;
  }

  /** An application that is deployed from the start; otherwise there is none. */
  public ServerBuilder deploy(String contextPath, Path war) {
    return deploy(contextPath, war, Map.of());
  }

  /** An application that is deployed from the start, with context parameters. */
  public ServerBuilder deploy(String contextPath, Path war, Map<String, String> parameters) {
    return deploy(new Deployment(contextPath, war, parameters));
  }

  /** An application that is deployed from the start. */
  public ServerBuilder deploy(Deployment deployment) {
    if (kind.hasDescriptors()) {
      deployments.add(deployment);
    } else if (deployment.parameters().isEmpty() && deployment.environment().isEmpty()) {
      dropped.add(deployment);
    } else {
      throw new UnsupportedOperationException("no parameters by deployment in " + kind.name());
    }
    return this;
  }

  /**
   * An application whose WAR lies in {@code webapps} from the start, named after its context as the
   * server wants it, with nothing else said about it.
   *
   * @param contextPath of one segment at most
   */
  public ServerBuilder drop(String contextPath, Path war) {
    dropped.add(new Deployment(contextPath, war, Map.of()));
    return this;
  }

  /** Starts the server and waits until all its applications are in service. */
  public ServerProcess start() {
    return ServerProcess.start(this);
  }

  /** The packaged gateway: the system property {@code test.war}. */
  public static Path gatehouseWar() {
    return ServerKind.directory("test.war");
  }

  /**
   * The same as a directory, which the build makes beside the WAR: it is deployed in half the time,
   * as nothing has to be unpacked.
   */
  public static Path unpackedGatehouse() {
    return Path.of(gatehouseWar().toString().replaceFirst("\\.war$", ""));
  }

  ServerKind kind() {
    return kind;
  }

  ServerKind.@Nullable Tls tls() {
    return tls;
  }

  Duration patience() {
    return patience;
  }

  Path jdk() {
    return jdk;
  }

  List<String> jvm() {
    return jvm;
  }

  Map<String, String> environment() {
    return environment;
  }

  Map<String, String> settings() {
    return settings;
  }

  List<Deployment> deployments() {
    return deployments;
  }

  List<Deployment> dropped() {
    return dropped;
  }
}
