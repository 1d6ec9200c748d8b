package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import gatehouse.http.RequestChanges.Change;
import gatehouse.http.RequestChanges.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderChangesTest {

  private static final Headers HEADERS = Headers.of("A", "1", "B", "2", "a", "3");

  @Test
  void nothing_to_change_changes_nothing() {
    assertSame(HEADERS, HeaderChanges.applied(HEADERS, List.of()));
  }

  @Test
  void append_is_one_line_more() {
    assertEquals(Headers.of("A", "1", "B", "2", "a", "3", "b", "4"), applied(append("b", "4")));
    assertEquals(Headers.of("A", "1", "B", "2", "a", "3", "c", ""), applied(append("c", "")));
  }

  @Test
  void overwrite_leaves_one_line_in_the_place_of_the_first() {
    assertEquals(Headers.of("a", "9", "B", "2"), applied(overwrite("a", "9")));
    assertEquals(Headers.of("A", "1", "b", "9", "a", "3"), applied(overwrite("b", "9")));
    assertEquals(Headers.of("A", "1", "B", "2", "a", "3", "C", "9"), applied(overwrite("C", "9")));
  }

  @Test
  void remove_takes_all_lines_in_any_case() {
    assertEquals(Headers.of("B", "2"), applied(remove("a")));
    assertEquals(HEADERS, applied(remove("c")));
  }

  @Test
  void changes_are_made_in_their_order() {
    assertEquals(Headers.of("B", "2", "a", "9"), applied(remove("a"), append("a", "9")));
    assertEquals(Headers.of("B", "2"), applied(append("a", "9"), remove("a")));
  }

  @Test
  void what_came_under_a_name_with_an_underscore_goes_as_well() {
    Headers forged = Headers.of("X_User", "root", "x-user", "jane");
    assertEquals(
        Headers.of("X-User", "me"),
        HeaderChanges.applied(forged, List.of(overwrite("X-User", "me"))));
    assertEquals(Headers.EMPTY, HeaderChanges.applied(forged, List.of(remove("X_user"))));
  }

  @Test
  void a_field_can_be_renamed_from_underscores_to_hyphens() {
    assertEquals(
        Headers.of("X-User", "jane"),
        HeaderChanges.applied(
            Headers.of("X_User", "jane"), List.of(append("X-User", "jane"), remove("X_User"))));
  }

  private static Headers applied(Change... changes) {
    return HeaderChanges.applied(HEADERS, List.of(changes));
  }

  private static Change append(String name, String value) {
    return new Change(Operation.APPEND, name, value);
  }

  private static Change overwrite(String name, String value) {
    return new Change(Operation.OVERWRITE, name, value);
  }

  private static Change remove(String name) {
    return new Change(Operation.REMOVE, name, "");
  }
}
