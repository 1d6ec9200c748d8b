package gatehouse.testkit.server;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs {@link ProbeServlet}, or another servlet that needs nothing else, as a WAR. */
public final class ProbeWar {

  private static final String WEB_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <servlet>
          <servlet-name>probe</servlet-name>
          <servlet-class>%s</servlet-class>
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
    return in(directory, ProbeServlet.class);
  }

  /** Writes {@code probe.war} with this servlet into this directory. */
  public static Path in(Path directory, Class<? extends HttpServlet> servletClass) {
    Path war = directory.resolve("probe.war");
    String name = servletClass.getName().replace('.', '/') + ".class";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war));
        InputStream servlet =
            servletClass.getResourceAsStream(servletClass.getSimpleName() + ".class")) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(WEB_XML.formatted(servletClass.getName()).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
      servlet.transferTo(zip);
      return war;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
