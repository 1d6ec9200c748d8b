package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;

/** A journal is whole or nothing; no part of one is taken for a whole one. */
final class JournalFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String text = input.rest();
    Journal journal = Journal.parse(text);
    // A hash is never the word that ends a journal.
    if (journal == null || journal.entries().stream().anyMatch(e -> "end".equals(e.before()))) {
      return;
    }
    String written = new String(journal.bytes(), StandardCharsets.UTF_8);
    assertEquals(journal, Journal.parse(written));
    for (int length = 0; length < written.length(); length++) {
      assertNull(Journal.parse(written.substring(0, length)), "cut off");
    }
    Mark mark = journal.mark();
    assertEquals(mark.version(), Mark.version(new String(mark.bytes(), StandardCharsets.UTF_8)));
  }
}
