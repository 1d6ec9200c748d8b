package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The integrations of a document: those of single operations, and those that many refer to. */
final class Integrations {

  static final String SHARED = "x-amazon-apigateway-integrations";

  private final Map<String, String> shared = new HashMap<>();
  private final References references;
  private final Notes notes;

  /**
   * What an operation has.
   *
   * @param name in the draft; null for none
   * @param isUnusable whether it has one that cannot be created
   */
  record Found(@Nullable String name, boolean isUnusable) {
    static final Found NONE = new Found(null, false);
    static final Found UNUSABLE = new Found(null, true);
  }

  /** Adds those that many refer to, also where nobody does, to a draft. */
  Integrations(@Nullable Members components, Draft draft, References references, Notes notes) {
    this.references = references;
    this.notes = notes;
    Members all = components == null ? null : components.object(SHARED);
    if (all != null) {
      for (String name : all.names()) {
        Members one = all.object(name);
        ObjectNode integration = one == null ? null : IntegrationExtension.read(one, notes);
        if (integration != null) {
          shared.put(pointer(name), draft.add(integration));
        }
      }
    }
  }

  /** That of an operation. */
  Found of(Members operation, Draft draft) {
    Members extension = operation.object(IntegrationExtension.NAME);
    if (extension == null) {
      return operation.node().path(IntegrationExtension.NAME).isNull()
              || !operation.node().has(IntegrationExtension.NAME)
          ? Found.NONE
          : Found.UNUSABLE;
    }
    String reference = extension.node().path(References.REF).asText();
    String name = shared.get(reference);
    if (name != null) {
      return new Found(name, false);
    }
    ObjectNode node = references.resolved(extension.node(), extension.place());
    ObjectNode integration =
        node == null
            ? null
            : IntegrationExtension.read(new Members(node, extension.place(), notes), notes);
    return integration == null ? Found.UNUSABLE : new Found(draft.add(integration), false);
  }

  /** How operations refer to a shared one. */
  static String pointer(String name) {
    return "#/components/%s/%s".formatted(SHARED, name.replace("~", "~0").replace("/", "~1"));
  }
}
