package gatehouse.control.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;

/** Any text: read as JSON or YAML, written as both and read again, within bounds. */
final class DocumentFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) throws Exception {
    String text = input.rest();
    ObjectNode document;
    try {
      document = DocumentText.read(text);
    } catch (DocumentException fault) {
      String message = String.valueOf(fault.getMessage());
      assertTrue(!message.isBlank() && message.length() < 2_000, message);
      template(text);
      return;
    }
    template(text);
    if (count(document) < 1_000) {
      // Numbers are written as they are held: 1e2 and 100 are one.
      String json = DocumentText.json(document);
      assertEquals(json, DocumentText.json(DocumentText.read(json)));
      assertEquals(json, DocumentText.json(DocumentText.read(DocumentText.yaml(document))));
    }
    assertTrue(count(document) <= DocumentText.MOST_VALUES);
  }

  private static void template(String text) {
    try {
      DocumentText.template(text);
    } catch (DocumentException fault) {
      assertTrue(!String.valueOf(fault.getMessage()).isBlank());
    }
  }

  private static int count(JsonNode node) {
    int values = 1;
    for (JsonNode child : node) {
      values += count(child);
    }
    return values;
  }
}
