package gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import gatehouse.http.RequestPath;
import gatehouse.routing.StageTable.Selection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTableTest {

  private static final Map<String, String> STAGES =
      Map.of("$default", "default", "v0", "v0", "v1", "v1");

  @ParameterizedTest
  @CsvSource({
    "/v0,        v0,      /",
    "/v0/,       v0,      /",
    "/v0/a/b,    v0,      /a/b",
    "/v0//a,     v0,      //a",
    "/v0/v1/a,   v0,      /v1/a",
    "/v1/a%2Fb,  v1,      /a/b",
    "/%76%30/a,  v0,      /a",
    "/v0%2Fa,    v0,      /a",
    "/v,         default, /v",
    "/v00/a,     default, /v00/a",
    "/V0/a,      default, /V0/a",
    "/v0;x/a,    default, /v0;x/a",
    "//v0/a,     default, //v0/a",
    "/,          default, /",
    "/$default,  default, /$default",
    "/$default/a, default, /$default/a"
  })
  void the_first_segment_names_the_stage(String raw, String stage, String rest) {
    Selection<String> selection = new StageTable<>(STAGES, "").select(RequestPath.parse(raw));

    assertEquals(stage, selection.stage());
    assertEquals(rest, selection.path().decoded());
  }

  @Test
  void without_a_default_other_paths_have_no_stage() {
    StageTable<String> table = new StageTable<>(Map.of("v0", "v0"), "");

    assertEquals("v0", table.select(RequestPath.parse("/v0")).stage());
    assertNull(table.select(RequestPath.parse("/")));
    assertNull(table.select(RequestPath.parse("/v1/a")));
    assertNull(table.select(RequestPath.parse("//v0")));
  }

  @Test
  void without_stages_there_is_none() {
    assertNull(new StageTable<String>(Map.of(), "").select(RequestPath.parse("/")));
    assertNull(new StageTable<String>(Map.of(), "/v0").select(RequestPath.parse("/v0")));
  }

  @ParameterizedTest
  @CsvSource({"/v0", "/api/v0"})
  void a_context_that_ends_with_a_stage_is_that_stage(String contextPath) {
    StageTable<String> table = new StageTable<>(STAGES, contextPath);

    Selection<String> selection = table.select(RequestPath.parse("/v1/a"));

    assertEquals("v0", selection.stage());
    assertEquals("/v1/a", selection.path().decoded());
  }

  @ParameterizedTest
  @CsvSource({"/api", "/v0/api", "/api-v0", "/$default"})
  void another_context_does_not_matter(String contextPath) {
    StageTable<String> table = new StageTable<>(STAGES, contextPath);

    assertEquals("v1", table.select(RequestPath.parse("/v1/a")).stage());
    assertEquals("default", table.select(RequestPath.parse("/x")).stage());
  }
}
