package gatehouse.testkit.cases;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TomcatCasesIT {

  @TestFactory
  Stream<DynamicTest> cases_hold_in_tomcat() throws IOException {
    return CaseRunner.tests(ServerHost.tomcat(MarkerStage::files));
  }
}
