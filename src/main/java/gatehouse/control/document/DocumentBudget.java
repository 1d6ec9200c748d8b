package gatehouse.control.document;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What references may make of one document: as much as a document may have itself. A part counts
 * each time that something refers to it, as with YAML's aliases, so that a short document costs
 * neither the memory nor the time of a long one. For one thread.
 */
public final class DocumentBudget {

  private int values = DocumentText.MOST_VALUES;
  private long characters = DocumentText.LONGEST;

  /**
   * Takes a part of a document.
   *
   * @throws DocumentException when that is more than a document may have
   */
  public void take(JsonNode node) throws DocumentException {
    take(node.isTextual() ? node.textValue().length() : 0);
    if (node.isArray()) {
      node.forEach(this::take);
    }
    node.properties()
        .forEach(
            entry -> {
              characters -= entry.getKey().length();
              take(entry.getValue());
            });
  }

  private void take(int length) throws DocumentException {
    values--;
    characters -= length;
    if (values < 0 || characters < 0) {
      throw new DocumentException(
          "the document has more than %d values or %d characters with all that its references stand for"
              .formatted(DocumentText.MOST_VALUES, DocumentText.LONGEST));
    }
  }
}
