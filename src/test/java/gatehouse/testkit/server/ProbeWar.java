package gatehouse.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs {@link ProbeServlet} as a WAR. */
public final class ProbeWar {

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <servlet>
          <servlet-name>probe</servlet-name>
          <servlet-class>gatehouse.testkit.server.ProbeServlet</servlet-class>
        </servlet>
        <servlet-mapping>
          <servlet-name>probe</servlet-name>
          <url-pattern>/*</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  private ProbeWar() {}

  /** Writes {@code probe.war} into this directory. */
  public static Path in(Path directory) {
    Path war = directory.resolve("probe.war");
    String name = ProbeServlet.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
        InputStream servlet = ProbeServlet.class.getResourceAsStream("ProbeServlet.class")) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(WEB_XML.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
      servlet.transferTo(zip);
      return war;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
