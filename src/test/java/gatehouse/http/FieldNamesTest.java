package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FieldNamesTest {

  @Test
  void names_are_found_in_any_case_and_nothing_else_is() {
    FieldNames names = FieldNames.of("Via", "Host", "Date", "Forwarded");

    for (String name : new String[] {"Via", "via", "HOST", "dAtE", "forwarded"}) {
      assertTrue(names.contains(name), name);
    }
    for (String name : new String[] {"", "V", "Vix", "Hosts", "Forwarded-For"}) {
      assertFalse(names.contains(name), name);
    }
    assertFalse(FieldNames.of().contains(""));
  }
}
