package gatehouse.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import gatehouse.http.QueryParameters;
import gatehouse.http.RequestChanges.Change;
import gatehouse.http.RequestChanges.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryChangesTest {

  private static final String[] PIECES = {
    "a=1", "a", "b=%41+|", "A=2", "%61=3", "", "=", "c[]=%zz", "d=1=2", "%", "%C3%A9=x", "b=",
  };

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "APPEND,    a, 9,     none,          a=9",
        "APPEND,    a, 9,     '',            a=9",
        "APPEND,    a, 9,     a=1&b,         a=1&b&a=9",
        "OVERWRITE, a, 9,     b&a=1&c&%61=2, b&a=9&c",
        "OVERWRITE, a, 9,     b,             b&a=9",
        "OVERWRITE, a, 9,     none,          a=9",
        "OVERWRITE, a, 9,     A=1,           A=1&a=9",
        "OVERWRITE, a, '1&b=2#/?+ %é', none, a=1%26b%3D2%23%2F%3F%2B%20%25%C3%A9",
        "OVERWRITE, 'a&b= c', 9, none,       a%26b%3D%20c=9",
        "OVERWRITE, a, '',    a=1,           a=",
        "REMOVE,    a, '',    a=1,           none",
        "REMOVE,    a, '',    a=1&b=2&a,     b=2",
        "REMOVE,    a, '',    none,          none",
        "REMOVE,    c, '',    a=1&&b,        a=1&&b",
        "REMOVE,    '', '',   a=1&&=2,       a=1&"
      })
  void each_change_is_made(
      Operation operation, String name, String value, String query, String changed) {
    assertEquals(changed, QueryChanges.applied(query, List.of(new Change(operation, name, value))));
  }

  @Test
  void without_changes_even_an_empty_query_stays() {
    assertEquals("", QueryChanges.applied("", List.of()));
    assertNull(QueryChanges.applied(null, List.of()));
  }

  @Test
  void other_parameters_stay_byte_for_byte_in_their_order() {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      List<String> pieces =
          Stream.generate(() -> PIECES[random.nextInt(PIECES.length)])
              .limit(random.nextInt(8))
              .toList();
      String name = random.nextBoolean() ? "a" : "é";
      Operation operation = Operation.values()[random.nextInt(3)];
      Change change = new Change(operation, name, operation == Operation.REMOVE ? "" : "v&");

      String query = String.join("&", pieces);
      String changed = QueryChanges.applied(query, List.of(change));

      assertEquals(others(query, name), others(changed, name), query + " " + change);
      List<String> expected = new ArrayList<>();
      if (operation == Operation.APPEND) {
        expected.addAll(QueryParameters.values(query, name));
      }
      if (operation != Operation.REMOVE) {
        expected.add("v&");
      }
      assertEquals(expected, QueryParameters.values(changed, name), query + " " + change);
    }
  }

  private static List<String> others(String query, String name) {
    if (query == null || query.isEmpty()) {
      return List.of();
    }
    return Stream.of(query.split("&", -1))
        .filter(piece -> !piece.isEmpty() && !QueryParameters.name(piece).equals(name))
        .toList();
  }
}
