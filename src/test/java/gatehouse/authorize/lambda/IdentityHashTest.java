package gatehouse.authorize.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityHashTest {

  private static IdentityHash hash(String... values) {
    return IdentityHash.of(Arrays.stream(values).map(List::of).toList());
  }

  @Test
  void the_same_values_have_the_same_hash() {
    assertEquals(hash("Bearer a", "b"), hash("Bearer a", "b"));
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
    lists.forEach(list -> hashes.add(IdentityHash.of(list.stream().map(List::of).toList())));

    assertEquals(lists.size(), hashes.size());
  }

  @Test
  void values_belong_to_their_sources() {
    Set<IdentityHash> hashes =
        Set.of(
            IdentityHash.of(List.of(List.of("a", "b"))),
            IdentityHash.of(List.of(List.of("a"), List.of("b"))),
            IdentityHash.of(List.of(List.of("a", "b"), List.of())),
            IdentityHash.of(List.of(List.of(), List.of("a", "b"))),
            IdentityHash.of(List.of(List.of("a,b"))));

    assertEquals(5, hashes.size());
  }

  @Test
  void a_value_cannot_pretend_to_be_two() {
    // What the two values below are hashed as, behind the first length.
    String forged = "a" + "\0\1" + "b";

    assertNotEquals(hash("a", "b"), hash(forged));
  }

  @Test
  void it_tells_nothing() {
    assertEquals("IdentityHash", hash("1234").toString());
  }
}
