package gatehouse.control.aws;

import gatehouse.testkit.admin.AdminScript;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs all scripts in memory. */
class AdminScriptsTest {

  @TestFactory
  Stream<DynamicTest> scripts() {
    return AdminScript.all().stream()
        .map(
            script ->
                DynamicTest.dynamicTest(
                    script.toString(),
                    () -> script.run(new MemoryAdmin()::call, MemoryAdmin.BASE)));
  }
}
