package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.http.Body;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  private static final Body UNKNOWN = Body.streaming(Body.UNKNOWN_LENGTH, subscriber -> {});

  @Test
  void bodies_take_what_they_announce_and_others_all_that_they_may_have() {
    BodyBudget budget = new BodyBudget(100);

    assertEquals(3, budget.take(Body.of(new byte[3]), 50));
    assertEquals(50, budget.take(Body.of(new byte[1_000]), 50));
    assertEquals(40, budget.take(UNKNOWN, 40));
    assertEquals(-1, budget.take(UNKNOWN, 8));
    assertEquals(7, budget.take(UNKNOWN, 7));
    assertEquals(0, budget.take(Body.EMPTY, 50));

    budget.giveBack(50);
    assertEquals(50, budget.take(UNKNOWN, 50));
    assertEquals(-1, budget.take(UNKNOWN, 1));
  }
}
