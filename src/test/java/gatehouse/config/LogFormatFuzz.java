package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.util.stream.Collectors;

/** A format is the parts that it was taken apart into. */
final class LogFormatFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String text = input.rest();
    try {
      LogFormat format = LogFormat.parse(text);
      assertEquals(
          text,
          format.parts().stream()
              .map(part -> part.isVariable() ? LogFormat.PREFIX + part.text() : part.text())
              .collect(Collectors.joining()));
      for (int i = 1; i < format.parts().size(); i++) {
        assertTrue(format.parts().get(i).isVariable() || format.parts().get(i - 1).isVariable());
      }
      assertFalse(format.parts().contains(new LogFormat.Part(false, "")));
      assertTrue(format.warnings().stream().allMatch(Promise::isOneLine));
    } catch (IllegalArgumentException fault) {
      Promise.isTold(fault, text);
    }
  }
}
