package gatehouse.testkit.cases;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class JettyCasesIT {

  @TestFactory
  Stream<DynamicTest> cases_hold_in_jetty() throws IOException {
    return CaseRunner.tests(ServerHost.jetty(MarkerStage::files));
  }
}
