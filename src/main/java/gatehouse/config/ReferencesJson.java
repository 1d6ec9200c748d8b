package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Reads references to the resources of one kind: {@code integrations/pa09itl}.
 *
 * @param directory of the kind
 * @param ids of all there are, also of those that have problems of their own
 * @param elsewhere ids that may be named although they are not here, because they are in other
 *     releases of the API
 * @param place where a resource of this id would be, with its kind: {@code file `routes/x.json`}
 * @param problems of the reading so far
 */
record ReferencesJson(
    ResourceDirectory directory,
    Set<String> ids,
    Set<String> elsewhere,
    UnaryOperator<String> place,
    Problems problems) {

  /** To resources that have files, below the directory of an API. */
  static ReferencesJson toFiles(
      String prefix, ResourceDirectory directory, Set<String> ids, Problems problems) {
    return new ReferencesJson(
        directory, ids, Set.of(), id -> "file " + quoted(prefix + directory.file(id)), problems);
  }

  /** To resources that stand in one file, by id in an object that is a property of it. */
  static ReferencesJson within(ObjectJson in, String property, ResourceDirectory directory) {
    Set<String> ids = new TreeSet<>();
    if (in.node().get(property) instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(ids::add);
    }
    return new ReferencesJson(
        directory,
        ids,
        Set.of(),
        id -> "%s in %s".formatted(quoted(property + "." + id), quoted(in.file())),
        in.problems());
  }

  /** The same, but these may be named too. */
  ReferencesJson orElsewhere(Set<String> others) {
    return new ReferencesJson(directory, ids, others, place, problems);
  }

  /**
   * The id in a reference.
   *
   * @throws IllegalArgumentException with fault and remedy
   */
  String id(String reference) {
    String prefix = directory.reference("");
    boolean wellFormed = reference.startsWith(prefix);
    String id = wellFormed ? reference.substring(prefix.length()) : reference;
    if (wellFormed && (ids.contains(id) || elsewhere.contains(id))) {
      return id;
    }
    if (!wellFormed || !ResourceDirectory.isId(id)) {
      String example = ids.contains(id) ? id : "ID";
      throw new IllegalArgumentException(
          "is %s, which does not refer to %s: write %s"
              .formatted(
                  quoted(reference), directory.resource(), quoted(directory.reference(example))));
    }
    throw unknown(reference, id, prefix);
  }

  /**
   * An id by itself.
   *
   * @throws IllegalArgumentException with fault and remedy
   */
  String bareId(String id) {
    if (ids.contains(id)) {
      return id;
    }
    throw unknown(id, id, "");
  }

  private IllegalArgumentException unknown(String reference, String id, String prefix) {
    String near = problems.nearest(id.endsWith(".json") ? ResourceDirectory.id(id) : id, ids);
    return new IllegalArgumentException(
        near == null
            ? "is %s, but there is no %s: add it, or correct the reference"
                .formatted(quoted(reference), place.apply(id))
            : "is %s, but there is no %s: did you mean %s?"
                .formatted(quoted(reference), place.apply(id), quoted(prefix + near)));
  }
}
