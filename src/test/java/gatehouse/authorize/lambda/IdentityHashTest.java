package gatehouse.authorize.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityHashTest {

  @Test
  void the_same_values_have_the_same_hash() {
    assertEquals(
        IdentityHash.of(List.of("Bearer a", "b")), IdentityHash.of(List.of("Bearer a", "b")));
  }

  @Test
  void no_two_lists_of_values_are_taken_for_one_another() {
    List<List<String>> lists =
        List.of(
            List.of(),
            List.of(""),
            List.of("", ""),
            List.of("a,b"),
            List.of("a", "b"),
            List.of("b", "a"),
            List.of("ab"),
            List.of("a", "", "b"),
            List.of("a\0b"),
            List.of("a", "b", ""),
            List.of("\0\0\0\1a"),
            List.of("é"),
            List.of("e\u0301"),
            List.of("\ud800"),
            List.of("\udfff"),
            List.of("?"),
            List.of("A"),
            List.of("a"));
    Set<IdentityHash> hashes = new HashSet<>();
    lists.forEach(list -> hashes.add(IdentityHash.of(list)));

    assertEquals(lists.size(), hashes.size());
  }

  @Test
  void a_value_cannot_pretend_to_be_two() {
    // What the two values below are hashed as, behind the first length.
    String forged = "a" + "\0\1" + "b";

    assertNotEquals(IdentityHash.of(List.of("a", "b")), IdentityHash.of(List.of(forged)));
  }

  @Test
  void it_tells_nothing() {
    assertEquals("IdentityHash", IdentityHash.of(List.of("1234")).toString());
  }
}
