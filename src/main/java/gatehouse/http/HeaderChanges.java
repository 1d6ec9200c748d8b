package gatehouse.http;

import gatehouse.http.RequestChanges.Change;
import gatehouse.http.RequestChanges.Operation;
import java.util.ArrayList;
import java.util.List;

/** Makes the changes of parameter mapping to the fields of a message. */
public final class HeaderChanges {

  private HeaderChanges() {}

  /**
   * The fields after these changes, made one after the other: an appended value is one line more,
   * an overwriting one takes the place of the first line that it replaces.
   *
   * <p>What overwrites or removes {@code X-User} takes an {@code X_User} that the message came with
   * for the same field, as many servers do: else a client could bring in under the one name what
   * the mapping keeps out under the other.
   *
   * @param changes with values that a field can have
   */
  public static Headers applied(Headers headers, List<Change> changes) {
    if (changes.isEmpty()) {
      return headers;
    }
    List<Field> fields = new ArrayList<>(headers.size() + changes.size());
    headers.forEach((name, value) -> fields.add(new Field(name, value, false)));
    changes.forEach(change -> apply(change, fields));
    Headers.Builder result = new Headers.Builder(fields.size());
    fields.forEach(field -> result.add(field.name(), field.value()));
    return result.build();
  }

  private static void apply(Change change, List<Field> fields) {
    int place = fields.size();
    if (change.operation() != Operation.APPEND) {
      for (int i = fields.size() - 1; i >= 0; i--) {
        if (fields.get(i).is(change.name())) {
          fields.remove(i);
          place = i;
        }
      }
    }
    if (change.operation() == Operation.OVERWRITE) {
      fields.add(Math.min(place, fields.size()), new Field(change.name(), change.value(), true));
    } else if (change.operation() == Operation.APPEND) {
      fields.add(new Field(change.name(), change.value(), true));
    }
  }

  /** A field; mapped ones are the operator's, with the name that the operator chose. */
  private record Field(String name, String value, boolean mapped) {

    boolean is(String other) {
      if (name.length() != other.length()) {
        return false;
      }
      return name.equalsIgnoreCase(other)
          || (!mapped && name.replace('_', '-').equalsIgnoreCase(other.replace('_', '-')));
    }
  }
}
