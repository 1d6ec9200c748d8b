package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Set;

/**
 * Reads references to the resources of one directory: {@code integrations/pa09itl}.
 *
 * @param directory where the resources lie
 * @param ids of all its files, also of those that have problems of their own
 * @param problems of the reading so far
 */
record ReferencesJson(ResourceDirectory directory, Set<String> ids, Problems problems) {

  /**
   * The id in a reference.
   *
   * @throws IllegalArgumentException with fault and remedy
   */
  String id(String reference) {
    String prefix = directory.reference("");
    boolean wellFormed = reference.startsWith(prefix);
    String id = wellFormed ? reference.substring(prefix.length()) : reference;
    if (wellFormed && ids.contains(id)) {
      return id;
    }
    if (!wellFormed || !ResourceDirectory.isId(id)) {
      String example = ids.contains(id) ? id : "ID";
      throw new IllegalArgumentException(
          "is %s, which does not refer to %s: write %s"
              .formatted(
                  quoted(reference), directory.resource(), quoted(directory.reference(example))));
    }
    String near = problems.nearest(id.endsWith(".json") ? ResourceDirectory.id(id) : id, ids);
    throw new IllegalArgumentException(
        near == null
            ? "is %s, but there is no file %s: add it, or correct the reference"
                .formatted(quoted(reference), quoted(directory.file(id)))
            : "is %s, but there is no file %s: did you mean %s?"
                .formatted(
                    quoted(reference),
                    quoted(directory.file(id)),
                    quoted(directory.reference(near))));
  }
}
