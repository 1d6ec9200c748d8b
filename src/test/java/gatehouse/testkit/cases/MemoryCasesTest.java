package gatehouse.testkit.cases;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MemoryCasesTest {

  @TestFactory
  Stream<DynamicTest> cases_hold_in_memory() {
    return CaseRunner.tests(new MemoryHost());
  }
}
