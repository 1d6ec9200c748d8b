package gatehouse.command;

import gatehouse.control.cloudformation.template.Includes;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the files that a template names: beside it, or below there. */
final class FilesBeside implements Includes {

  private final Path directory;

  /** Of a template in this file. */
  FilesBeside(Path template) {
    Path parent = template.toAbsolutePath().normalize().getParent();
    this.directory = parent == null ? template.toAbsolutePath() : parent;
  }

  @Override
  public String text(String location, String place) {
    try {
      Path file = directory.resolve(location).normalize();
      if (location.contains("://")
          || Path.of(location).isAbsolute()
          || !file.startsWith(directory)) {
        throw new TemplateException(
            place,
            "names %s, which is not beside the template: copy it there, and write its relative path"
                .formatted(location));
      }
      return text(file);
    } catch (InvalidPathException | IOException e) {
      throw new TemplateException(place, "names %s, which cannot be read".formatted(location));
    } catch (DocumentException e) {
      throw new TemplateException(place, location + ": " + e.getMessage());
    }
  }

  /** The text of a file, of which not too much is read. */
  static String text(Path file) throws IOException {
    if (Files.size(file) > 4L * DocumentText.LONGEST) {
      throw new IOException("is too large");
    }
    return DocumentText.decoded(Files.readAllBytes(file));
  }
}
