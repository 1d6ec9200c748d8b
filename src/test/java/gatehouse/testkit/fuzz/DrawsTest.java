package gatehouse.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Inputs are what their bytes say, the corpus keeps them, and the targets are found. */
class DrawsTest {

  @Test
  void lines_are_text_of_any_kind() {
    Draws input =
        new Draws(
            new byte[] {
              'a',
              '\n',
              '\n',
              (byte) 0xc3,
              (byte) 0xa9,
              '\n',
              (byte) 0xed,
              (byte) 0xa0,
              (byte) 0x80,
              (byte) 0xff,
              '\n',
              (byte) 0xf0,
              (byte) 0x9f,
              (byte) 0x98,
              (byte) 0x80
            });
    assertEquals("a", input.line());
    assertEquals("", input.line());
    assertEquals("é", input.line());
    assertEquals("\ud800\u00ff", input.line());
    assertFalse(input.isEmpty());
    assertEquals(List.of("😀"), input.lines());
    assertTrue(input.isEmpty());
    assertEquals("", input.line());
  }

  @Test
  void choices_are_the_first_one_when_nothing_is_left() {
    Draws input = new Draws(new byte[] {(byte) 0xff, 1, 44});
    assertEquals(0xff % 7, input.below(7));
    assertEquals(300, input.below(1_000));
    assertEquals(0, input.below(7));
    assertEquals("x", input.of(List.of("x", "y")));
    assertFalse(input.maybe());
  }

  @Test
  void the_corpus_gives_back_what_it_keeps() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String line = Corpus.escaped(all);
    assertTrue(line.matches("[ -~]+"));
    assertArrayEquals(all, Corpus.unescaped(line));
  }

  @Test
  void every_target_is_found_and_has_seeds() throws Exception {
    List<String> names = FuzzTargets.names();
    assertTrue(names.size() >= 30, names::toString);
    Set<String> shortNames = new HashSet<>();
    for (String name : names) {
      String shortName = FuzzTargets.shortName(name);
      assertTrue(shortNames.add(shortName), "two of one name share a corpus");
      assertFalse(Corpus.of(shortName).isEmpty(), name);
    }
  }

  @Test
  void random_inputs_are_the_same_again_and_of_all_kinds() {
    List<byte[]> seeds = List.of("seed".getBytes(StandardCharsets.UTF_8));
    RandomInputs one = new RandomInputs(new Random(1), seeds);
    RandomInputs other = new RandomInputs(new Random(1), seeds);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      byte[] input = one.next();
      assertArrayEquals(input, other.next());
      seen.add(Corpus.escaped(input));
    }
    assertTrue(seen.size() > 400, () -> seen.size() + " different ones");
  }
}
