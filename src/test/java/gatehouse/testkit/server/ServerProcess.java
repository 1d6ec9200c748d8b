package gatehouse.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real application server in a process of its own, on a free port of 127.0.0.1. For one thread.
 * Its directory stays in {@code target/it} until the next clean; the log is there as {@code
 * console.log}.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(20);

  private final ServerKind kind;
  private final Duration patience;
  private final Path jdk;
  private final Path base;
  private final Process process;
  private final ServerLog log;
  private final Map<String, Deployment> deployments = new LinkedHashMap<>();
  private final int port;

  /**
   * Counts touches: servers redeploy upon any change of a file's time, but not a too recent one.
   */
  private int touches;

  private ServerProcess(ServerBuilder builder) throws IOException {
    kind = builder.kind();
    patience = builder.patience();
    jdk = builder.jdk();
    Path work = Path.of(System.getProperty("test.work", "target/it")).toAbsolutePath();
    base = Files.createTempDirectory(Files.createDirectories(work), kind.name() + "-");
    kind.layOut(base, builder.settings(), builder.tls());
    for (Deployment deployment : builder.deployments()) {
      describe(deployment);
    }
    for (Deployment dropped : builder.dropped()) {
      kind.drop(base, dropped);
    }
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(builder.jvm());
    command.addAll(kind.arguments(jdk, base));
    ProcessBuilder process = new ProcessBuilder(command).directory(base.toFile());
    process.environment().putAll(kind.environment(base));
    process.environment().putAll(builder.environment());
    this.process = process.redirectErrorStream(true).start();
    // GlassFish reads it to its end before it starts.
    this.process.getOutputStream().close();
    // A test run that is killed must not leave servers behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
    log = ServerLog.of(this.process.getInputStream(), base.resolve("console.log"));
    port = awaitStart(builder.dropped());
  }

  static ServerProcess start(ServerBuilder builder) {
    try {
      return new ServerProcess(builder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Jetty to be; its directory is the system property {@code test.jetty}. */
  public static ServerBuilder jetty() {
    return jetty(ServerKind.directory("test.jetty"), "ee10");
  }

  /** A Tomcat to be; its directory is the system property {@code test.tomcat}. */
  public static ServerBuilder tomcat() {
    return tomcat(ServerKind.directory("test.tomcat"));
  }

  /**
   * A Jetty of this directory to be.
   *
   * @param environment that it deploys for: {@code ee10} or {@code ee11}
   */
  public static ServerBuilder jetty(Path home, String environment) {
    return new ServerBuilder(new JettyKind(home, environment));
  }

  /** A Tomcat of this directory to be. */
  public static ServerBuilder tomcat(Path home) {
    return new ServerBuilder(new TomcatKind(home));
  }

  /** An Open Liberty of this directory to be. */
  public static ServerBuilder liberty(Path home) {
    return new ServerBuilder(new LibertyKind(home));
  }

  /** A WildFly of this directory to be. */
  public static ServerBuilder wildFly(Path home) {
    return new ServerBuilder(new WildFlyKind(home));
  }

  /** A GlassFish of this directory to be. */
  public static ServerBuilder glassFish(Path home) {
    return new ServerBuilder(new GlassFishKind(home));
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The port on 127.0.0.1 for TLS, when the server was told to speak it. */
  public int tlsPort() {
    return Integer.parseInt(log.await(kind.tlsPort(), 0, patience).group(1));
  }

  /** Everything that the server has printed by now. */
  public String log() {
    return log.text();
  }

  /** The number of lines that it has printed by now, for {@link #awaitLog(String, int)}. */
  public int logLines() {
    return log.size();
  }

  /** Waits for a line in which the regular expression is found, old lines included. */
  public Matcher awaitLog(String regex) {
    return awaitLog(regex, 0);
  }

  /** Waits for a line, from this number on, in which the regular expression is found. */
  public Matcher awaitLog(String regex, int fromLine) {
    return log.await(Pattern.compile(regex), fromLine, patience);
  }

  /** Deploys one more application and waits until it is in service. */
  public void deploy(String contextPath, Path war, Map<String, String> parameters) {
    int from = log.size();
    describe(new Deployment(contextPath, war, parameters));
    log.await(kind.deployed(contextPath), from, patience);
  }

  /** Deploys one more application whose start may fail, and waits for nothing. */
  public void tryToDeploy(String contextPath, Path war, Map<String, String> parameters) {
    describe(new Deployment(contextPath, war, parameters));
  }

  /** Takes an application down and waits until that is done. */
  public void undeploy(String contextPath) {
    int from = log.size();
    try {
      Files.delete(kind.descriptor(base, deployed(contextPath)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deployments.remove(contextPath);
    log.await(kind.undeployed(contextPath), from, patience);
  }

  /** Takes applications down and starts them again, in the running server; waits for all. */
  public void redeploy(String... contextPaths) {
    int from = log.size();
    for (String contextPath : contextPaths) {
      describe(deployed(contextPath));
    }
    for (String contextPath : contextPaths) {
      log.await(kind.undeployed(contextPath), from, patience);
      log.await(kind.deployed(contextPath), from, patience);
    }
  }

  /**
   * What the JDK's jcmd prints about the server, for example {@code jcmd("Thread.print")} or {@code
   * jcmd("GC.class_histogram")}.
   */
  public String jcmd(String... command) {
    List<String> all = new ArrayList<>();
    all.add(jdk.resolve("bin/jcmd").toString());
    all.add(Long.toString(process.pid()));
    all.addAll(Arrays.asList(command));
    try {
      Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
      String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.waitFor() != 0) {
        throw new AssertionError("jcmd failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** The instance's directory. */
  public Path base() {
    return base;
  }

  /**
   * Stops the server as an operator does (SIGTERM); by force when that does not help.
   *
   * @return whether it stopped without force
   */
  public boolean stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      process.destroyForcibly().waitFor();
      return false;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
  }

  /** Asks the server to stop (SIGTERM), and waits for nothing. */
  public void beginToStop() {
    process.destroy();
  }

  /** Asks the server to take an application down, and waits for nothing. */
  public void beginToUndeploy(String contextPath) {
    try {
      Files.delete(kind.descriptor(base, deployed(contextPath)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process at once (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    stop();
  }

  private int awaitStart(List<Deployment> dropped) throws IOException {
    try {
      int found = Integer.parseInt(log.await(kind.port(), 0, patience).group(1));
      log.await(kind.started(), 0, patience);
      kind.afterStart(jdk, base, dropped);
      for (String contextPath : deployments.keySet()) {
        log.await(kind.deployed(contextPath), 0, patience);
      }
      for (Deployment deployment : dropped) {
        log.await(kind.deployed(deployment.contextPath()), 0, patience);
      }
      return found;
    } catch (AssertionError | IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void describe(Deployment deployment) {
    Path descriptor = kind.descriptor(base, deployment);
    Path written = base.resolve("descriptor.tmp");
    try {
      Files.writeString(written, kind.describe(deployment));
      Instant time = Instant.now().minusSeconds(86_400).plusSeconds(2L * ++touches);
      Files.setLastModifiedTime(written, FileTime.from(time));
      Files.move(written, descriptor, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deployments.put(deployment.contextPath(), deployment);
  }

  private Deployment deployed(String contextPath) {
    Deployment deployment = deployments.get(contextPath);
    if (deployment == null) {
      throw new IllegalArgumentException("nothing is deployed at " + contextPath);
    }
    return deployment;
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError(e);
  }
}
