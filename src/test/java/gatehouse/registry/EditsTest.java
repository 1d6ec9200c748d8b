package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditsTest {

  private final Edits edits = new Edits();

  @Test
  void what_a_configuration_is_read_from_can_be_written_and_deleted() {
    edits.write("api.json", new byte[0]);
    edits.write("routes/a$-_.b.json", new byte[0]);
    edits.write("apis/shop/stages/v0.json", new byte[0]);
    edits.write("apis/shop/api.json", new byte[0]);
    edits.write("domains/*.example.com.json", new byte[0]);
    edits.write("certs/ca.pem", new byte[0]);
    edits.delete("connections/c.json");
    assertEquals(
        Set.of(
            "api.json",
            "routes/a$-_.b.json",
            "apis/shop/stages/v0.json",
            "apis/shop/api.json",
            "domains/*.example.com.json",
            "certs/ca.pem",
            "connections/c.json"),
        edits.byPath().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a.json",
        "/routes/a.json",
        "//routes/a.json",
        "routes//a.json",
        "routes/a.json/",
        "../routes/a.json",
        "routes/../routes/a.json",
        "routes/../../a.json",
        "./routes/a.json",
        "apis/../api.json",
        "apis/./api.json",
        "apis//api.json",
        "apis/.x/api.json",
        "routes/..json",
        "routes/.a.json",
        "routes/#a.json",
        "routes/a.json~",
        "routes/a.txt",
        "routes/a\\..\\b.json",
        "routes\\a.json",
        "routes/a\u0000.json",
        "routes/a\n.json",
        "apis/a\\b/api.json",
        "certs/../a",
        "certs/.hidden",
        ".gatehouse/lock",
        "other/a.json",
        "Routes/a.json",
        "routes/sub/a.json",
        "apis/shop/domains/a.json",
        "C:/a.json"
      })
  void no_path_leads_anywhere_else(String path) {
    assertThrows(IllegalArgumentException.class, () -> edits.write(path, new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> edits.delete(path));
    assertEquals(Set.of(), edits.byPath().keySet());
  }
}
