package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were taken on, and with which versions. */
final class Machine {

  private static final Pattern PEER = Pattern.compile("<peer\\.version>([^<]+)<");

  private final Options options;
  private final Processes processes;

  Machine(Options options, Processes processes) {
    this.options = options;
    this.processes = processes;
  }

  /** What, and what it is. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "processors",
        "%d × %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(), field("/proc/cpuinfo", "model name")));
    facts.put("memory", field("/proc/meminfo", "MemTotal"));
    facts.put(
        "system",
        field("/etc/os-release", "PRETTY_NAME") + ", Linux " + line("/proc/sys/kernel/osrelease"));
    facts.put(
        "JVM of all that is Java",
        "%s %s, `%s`"
            .formatted(
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                String.join(" ", Site.JVM)));
    facts.put(
        "Gatehouse",
        said(
            List.of(
                "git",
                "-C",
                options.bench().toString(),
                "describe",
                "--always",
                "--dirty",
                "--abbrev=8"),
            "(.+)"));
    facts.put("its WAR", "of " + modified(System.getProperty("test.war", "none")));
    facts.put("its servers", server("test.jetty") + ", " + server("test.tomcat"));
    facts.put("nginx", said(command("nginx"), "nginx/(\\S+)"));
    facts.put("HAProxy", said(command("haproxy"), "version (\\S+)"));
    facts.put("wrk", said(command("wrk"), "wrk (?:debian/)?(\\S+)"));
    for (String peer : List.of("jetty", "mitre", "scg-webflux", "scg-webmvc", "membrane")) {
      facts.put("peer " + peer, version(peer));
    }
    return facts;
  }

  private static List<String> command(String name) {
    try {
      return List.of(Processes.command(name, name), "-v");
    } catch (LeftOutException e) {
      return List.of("true");
    }
  }

  private String said(List<String> command, String regex) {
    try {
      Matcher matcher = Pattern.compile(regex).matcher(processes.output(10, command));
      return matcher.find() ? matcher.group(1) : "none";
    } catch (IOException e) {
      return "none";
    }
  }

  private static String modified(String file) {
    try {
      return Files.getLastModifiedTime(Path.of(file)).toString();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String server(String property) {
    return Path.of(System.getProperty(property, "none")).getFileName().toString();
  }

  private String version(String peer) {
    Matcher matcher =
        PEER.matcher(text(options.bench().resolve("peers/" + peer + "/pom.xml").toString()));
    return matcher.find() ? matcher.group(1) : "unknown";
  }

  private static String field(String file, String name) {
    return text(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.split("[:=]", 2)[1].replace("\"", "").strip())
        .orElse("unknown");
  }

  private static String line(String file) {
    return text(file).strip();
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "";
    }
  }
}
