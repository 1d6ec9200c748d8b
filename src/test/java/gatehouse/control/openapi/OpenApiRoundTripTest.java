package gatehouse.control.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing is lost on the way out and in again, or in and out again. */
class OpenApiRoundTripTest {

  private static final int APIS = 500;

  @Test
  void what_is_exported_is_imported_as_it_was_with_all_its_ids() {
    int routes = 0;
    for (long seed = 0; seed < APIS; seed++) {
      ApiResources api = new GeneratedApis(seed).next();
      for (ExportOptions options : List.of(Imports.JSON, Imports.YAML)) {
        String text = OpenApiExport.text(api, options);
        ImportedApi again = Imports.of(text, api);
        assertEquals(api, again.resources(), "seed " + seed + "\n" + text);
        assertEquals(List.of(), withoutSlash(again.warnings()), "seed " + seed + "\n" + text);
      }
      routes += api.routes().size();
    }
    assertTrue(routes > APIS, routes + " routes only");
  }

  @Test
  void a_new_api_is_the_same_but_for_its_ids() {
    for (long seed = 0; seed < APIS; seed++) {
      ApiResources api = new GeneratedApis(seed).next();
      ApiResources again = Imports.of(OpenApiExport.text(api, Imports.YAML)).resources();
      assertEquals(withoutIds(api), withoutIds(again), "seed " + seed);
    }
  }

  @Test
  void the_same_api_is_the_same_text_whatever_the_order_of_its_files() {
    for (long seed = 0; seed < APIS; seed++) {
      ApiResources api = new GeneratedApis(seed).next();
      ApiResources reversed =
          new ApiResources(
              api.api(),
              reversed(api.routes()),
              reversed(api.integrations()),
              reversed(api.authorizers()));
      String text = OpenApiExport.text(api, Imports.JSON);
      assertEquals(text, OpenApiExport.text(reversed, Imports.JSON), "seed " + seed);
      assertEquals(
          text,
          OpenApiExport.text(Imports.of(text, api).resources(), Imports.JSON),
          "seed " + seed);
    }
  }

  /** A literal route of that path leaves no other name to the default route. */
  private static List<String> withoutSlash(List<String> warnings) {
    return warnings.stream()
        .filter(line -> !line.endsWith("Resource $default should start with /"))
        .toList();
  }

  private static Map<String, ObjectNode> reversed(Map<String, ObjectNode> resources) {
    List<String> ids = new ArrayList<>(resources.keySet());
    Collections.reverse(ids);
    Map<String, ObjectNode> reversed = new LinkedHashMap<>();
    ids.forEach(id -> reversed.put(id, resources.get(id)));
    return reversed;
  }

  /** All resources as sorted texts, in which ids are replaced by what they stand for. */
  private static List<String> withoutIds(ApiResources api) {
    List<String> all = new ArrayList<>();
    all.add(sorted(api.api()));
    api.integrations().values().forEach(one -> all.add(sorted(one)));
    api.authorizers().values().forEach(one -> all.add(sorted(one)));
    for (ObjectNode route : api.routes().values()) {
      ObjectNode copy = route.deepCopy();
      if (copy.has("Target")) {
        String id = copy.get("Target").asText().substring("integrations/".length());
        long users =
            api.routes().values().stream()
                .filter(other -> copy.get("Target").equals(other.get("Target")))
                .count();
        copy.put("Target", users + sorted(api.integrations().get(id)));
      }
      if (copy.has("AuthorizerId")) {
        copy.set(
            "AuthorizerId", api.authorizers().get(copy.get("AuthorizerId").asText()).get("Name"));
      }
      all.add(sorted(copy));
    }
    all.sort(null);
    return all;
  }

  private static String sorted(ObjectNode object) {
    return new TreeMap<>(
            object.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString())))
        .toString();
  }
}
