package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.server.ServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The WAR holds what it needs and nothing else. */
class WarIT {

  /** All of them Apache-2.0 but slf4j-api, which is MIT, and reactive-streams, which is MIT-0. */
  private static final List<String> LIBRARIES =
      List.of(
          "annotations",
          "auth",
          "caffeine",
          "checksums",
          "checksums-spi",
          "endpoints-spi",
          "eventstream",
          "http-auth",
          "http-auth-aws",
          "http-auth-aws-eventstream",
          "http-auth-spi",
          "http-client-spi",
          "httpclient5",
          "httpcore5",
          "httpcore5-h2",
          "identity-spi",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "json-utils",
          "metrics-spi",
          "micrometer-commons",
          "micrometer-core",
          "micrometer-observation",
          "micrometer-registry-prometheus",
          "nimbus-jose-jwt",
          "profiles",
          "prometheus-metrics-config",
          "prometheus-metrics-core",
          "prometheus-metrics-exposition-textformats",
          "prometheus-metrics-model",
          "prometheus-metrics-tracer-common",
          "reactive-streams",
          "regions",
          "retries",
          "retries-spi",
          "sdk-core",
          "slf4j-api",
          "snakeyaml-engine",
          "third-party-jackson-core",
          "utils");

  @Test
  void it_brings_the_known_libraries_and_its_own_classes() throws IOException {
    List<String> libraries = new ArrayList<>();
    TreeSet<String> places = new TreeSet<>();
    try (ZipFile war = new ZipFile(ServerBuilder.gatehouseWar().toFile())) {
      for (ZipEntry entry : Collections.list(war.entries())) {
        String name = entry.getName();
        if (name.startsWith("WEB-INF/lib/") && !entry.isDirectory()) {
          libraries.add(name.replaceAll("WEB-INF/lib/|-[0-9.]+\\.jar", ""));
        } else if (!entry.isDirectory()) {
          places.add(name.replaceAll("(WEB-INF/classes/gatehouse|META-INF/maven)/.*", "$1/…"));
        }
      }
    }
    Collections.sort(libraries);
    assertEquals(LIBRARIES, libraries);
    assertEquals(
        new TreeSet<>(
            List.of(
                "META-INF/LICENSE",
                "META-INF/MANIFEST.MF",
                "META-INF/maven/…",
                "WEB-INF/classes/gatehouse/…",
                "WEB-INF/jboss-deployment-structure.xml",
                "WEB-INF/jetty-ee10-web.xml",
                "WEB-INF/jetty-ee11-web.xml",
                "WEB-INF/web.xml",
                "gatehouse/launcher/Launcher.class")),
        places);
  }

  /**
   * The jars of Prometheus, Nimbus and SnakeYAML Engine come without theirs; it is the one in
   * META-INF/LICENSE, Apache-2.0. That of reactive-streams, MIT-0, need not come along.
   */
  @Test
  void its_launcher_lies_at_the_root_alone() throws IOException {
    try (JarFile war = new JarFile(ServerBuilder.gatehouseWar().toFile())) {
      assertEquals(
          "gatehouse.launcher.Launcher",
          war.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
      assertEquals(
          List.of("gatehouse/launcher/Launcher.class"),
          war.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.contains("launcher") && !name.endsWith("/"))
              .toList());
    }
  }

  @Test
  void every_library_comes_with_its_licence() throws IOException {
    try (ZipFile war = new ZipFile(ServerBuilder.gatehouseWar().toFile())) {
      for (ZipEntry entry : Collections.list(war.entries())) {
        String name = entry.getName();
        if (name.startsWith("WEB-INF/lib/")
            && !name.startsWith("WEB-INF/lib/prometheus-metrics-")
            && !name.startsWith("WEB-INF/lib/nimbus-jose-jwt-")
            && !name.startsWith("WEB-INF/lib/reactive-streams-")
            && !name.startsWith("WEB-INF/lib/snakeyaml-engine-")
            && !entry.isDirectory()) {
          assertTrue(holdsLicence(war.getInputStream(entry)), name);
        }
      }
    }
  }

  @Test
  void its_descriptor_is_complete_and_asynchronous() throws Exception {
    try (ZipFile war = new ZipFile(ServerBuilder.gatehouseWar().toFile());
        InputStream in = war.getInputStream(war.getEntry("WEB-INF/web.xml"))) {
      Element root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(in.readAllBytes()))
              .getDocumentElement();
      assertEquals("true", root.getAttribute("metadata-complete"));
      assertEquals("6.0", root.getAttribute("version"));
      assertEquals(List.of("true"), texts(root, "async-supported"));
      assertEquals(List.of("/*"), texts(root, "url-pattern"));
    }
  }

  private static List<String> texts(Element root, String name) {
    var nodes = root.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static boolean holdsLicence(InputStream jar) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(jar)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().matches("META-INF/LICENSE(\\.txt)?")) {
          return true;
        }
      }
      return false;
    }
  }
}
