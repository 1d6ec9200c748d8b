package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Peers on the JVM: each a directory below bench/peers whose jars come by Maven. */
final class JavaPeers {

  private static final long MAVEN_SECONDS = 300;

  private static final String SPRING =
      """
      server.address=127.0.0.1
      server.port=%1$d
      server.tomcat.max-keep-alive-requests=-1
      logging.level.root=WARN
      spring.main.banner-mode=off
      %2$s[0].id=files
      %2$s[0].uri=http://127.0.0.1:%3$d
      %2$s[0].predicates[0]=Path=/static/**
      %2$s[1].id=events
      %2$s[1].uri=http://127.0.0.1:%4$d
      %2$s[1].predicates[0]=Path=/event/**
      """;

  private static final String MEMBRANE =
      """
      <spring:beans xmlns="http://membrane-soa.org/proxies/1/"
          xmlns:spring="http://www.springframework.org/schema/beans"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://www.springframework.org/schema/beans
              http://www.springframework.org/schema/beans/spring-beans.xsd
              http://membrane-soa.org/proxies/1/ http://membrane-soa.org/schemas/proxies-1.xsd">
        <router>
          <transport backlog="4096"/>
          <serviceProxy ip="127.0.0.1" port="%1$d">
            <path>/static/</path>
            <target host="127.0.0.1" port="%2$d"/>
          </serviceProxy>
          <serviceProxy ip="127.0.0.1" port="%1$d">
            <path>/event/</path>
            <target host="127.0.0.1" port="%3$d"/>
          </serviceProxy>
        </router>
      </spring:beans>
      """;

  private JavaPeers() {}

  /** A peer whose main class takes three ports. */
  static Subject.Starter ports(String peer, String main) {
    return site -> {
      int port = Processes.freePort();
      return start(
          site,
          peer,
          site.room(peer),
          main,
          port,
          List.of("" + port, "" + site.files(), "" + site.events()));
    };
  }

  /**
   * Spring Cloud Gateway.
   *
   * @param kind webflux or webmvc
   */
  static Subject.Starter spring(String kind) {
    return site -> {
      int port = Processes.freePort();
      Path room = site.room("scg-" + kind);
      Path file = room.resolve("application.properties");
      String routes = "spring.cloud.gateway.server." + kind + ".routes";
      Files.writeString(file, SPRING.formatted(port, routes, site.files(), site.events()));
      return start(
          site,
          "scg-" + kind,
          room,
          "peer.Main",
          port,
          List.of("--spring.config.location=file:" + file));
    };
  }

  static Running membrane(Site site) throws IOException, LeftOutException {
    int port = Processes.freePort();
    Path room = site.room("membrane");
    Path file = room.resolve("proxies.xml");
    Files.writeString(file, MEMBRANE.formatted(port, site.files(), site.events()));
    return start(
        site,
        "membrane",
        room,
        "com.predic8.membrane.core.cli.RouterCLI",
        port,
        List.of("-c", file.toString()));
  }

  private static Running start(
      Site site, String peer, Path room, String main, int port, List<String> arguments)
      throws IOException, LeftOutException {
    Path built = build(site, peer);
    List<String> line = new ArrayList<>(List.of("-cp"));
    line.add(built.resolve("classes") + ":" + built.resolve("lib") + "/*");
    line.add(main);
    line.addAll(arguments);
    return site.running(port, site.processes().start(peer, room, site.java(line)), true);
  }

  /** Has Maven fetch and compile, unless it has done so for the peer's present files. */
  private static Path build(Site site, String peer) throws IOException, LeftOutException {
    Path bench = site.options().bench();
    Path pom = bench.resolve("peers/" + peer + "/pom.xml");
    Path built = bench.resolve("target/peers/" + peer);
    Path marker = built.resolve("complete");
    if (Files.exists(marker)
        && Files.getLastModifiedTime(marker).compareTo(newest(pom.getParent())) >= 0) {
      return built;
    }
    System.out.println("Maven fetches what " + peer + " needs");
    String output =
        site.processes()
            .output(
                MAVEN_SECONDS,
                List.of(
                    site.options().maven(), "-B", "-ntp", "-q", "-f", pom.toString(), "compile"));
    if (output.contains("ERROR")) {
      String first = output.substring(output.indexOf("ERROR") + 6).lines().findFirst().orElse("");
      throw new LeftOutException("Maven cannot build it: " + withoutAddresses(first));
    }
    Files.writeString(marker, "");
    return built;
  }

  private static java.nio.file.attribute.FileTime newest(Path directory) throws IOException {
    java.nio.file.attribute.FileTime newest = Files.getLastModifiedTime(directory);
    try (var files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        var time = Files.getLastModifiedTime(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return newest;
  }

  /** Where a machine fetches its packages from is nobody's business in a report. */
  private static String withoutAddresses(String line) {
    return line.replaceAll("\\s*\\(?https?://\\S+", "")
        .replaceAll("\\s*(in|from) (central)?.*|\\s*->.*", "")
        .strip();
  }
}
