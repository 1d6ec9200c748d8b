package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void a_value_is_changed_in_place() {
    changes("{ \"a\" : \"x\",\n\t\"b\":1 }", "{ \"a\" : \"new\",\n\t\"b\":1 }");
    changes("{\"b\":[1,{\"a\":2}],\"a\":null}\n", "{\"b\":[1,{\"a\":2}],\"a\":\"new\"}\n");
    changes("{\"a\" :\n {\"a\": {}} , \"c\":0}", "{\"a\" :\n \"new\" , \"c\":0}");
    changes("{\"\\u0061\":\"x\\\"y\"}", "{\"\\u0061\":\"new\"}");
    changes("{\"ä🐕\":\"ä🐕\",\"a\":12.50}", "{\"ä🐕\":\"ä🐕\",\"a\":\"new\"}");
  }

  @Test
  void a_property_that_is_not_there_goes_to_the_end_in_the_style_of_the_others() {
    changes("{\"b\":1}", "{\"b\":1,\"a\":\"new\"}");
    changes(
        "{\n  \"b\" : [ 1 ],\n  \"c\" : \"x:y\"\n}\n",
        "{\n  \"b\" : [ 1 ],\n  \"c\" : \"x:y\",\n  \"a\" : \"new\"\n}\n");
    changes("{\r\n\t\"b\": true\r\n}", "{\r\n\t\"b\": true,\r\n\t\"a\": \"new\"\r\n}");
    changes("{}", "{\"a\":\"new\"}");
    changes("\uFEFF{ }", "\uFEFF{\"a\":\"new\" }");
  }

  @Test
  void only_objects_have_properties() {
    assertThrows(IllegalArgumentException.class, () -> JsonText.with("[]", "a", "new"));
  }

  private static void changes(String before, String after) {
    assertEquals(after, JsonText.with(before, "a", "new"));
    assertEquals(after, JsonText.with(after, "a", "new"));
  }
}
