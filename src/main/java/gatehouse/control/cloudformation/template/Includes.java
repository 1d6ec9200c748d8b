package gatehouse.control.cloudformation.template;

/** Finds the files that a template names. */
@FunctionalInterface
public interface Includes {

  /**
   * The text of a file.
   *
   * @param location as the template writes it
   * @param place in the template, for messages
   * @throws TemplateException when there is no such file, or it must not be read
   */
  String text(String location, String place);

  /** No files: what a template needs has to stand in it. */
  static Includes none() {
    return (location, place) -> {
      throw new TemplateException(
          place,
          "names the file %s, which nobody has sent: write what it holds into the template, or use the command `apply`, which reads files beside the template"
              .formatted(location));
    };
  }
}
