package gatehouse.authorize.lambda;

import gatehouse.http.Headers;
import java.util.List;

/**
 * Who calls: what the identity sources of a request say. Their values are taken from the very
 * fields that the function is told, so that results are kept for nothing that it has not seen.
 * Immutable.
 *
 * @param fields of the request, as they stand in the event
 * @param values those of each source in the order of the sources, as they came
 */
record Identity(Headers fields, List<List<String>> values) {

  /** With copies of the lists. */
  Identity {
    values = values.stream().map(List::copyOf).toList();
  }

  /** One text for each source, as the event has them. */
  List<String> texts() {
    return values.stream().map(all -> String.join(",", all)).toList();
  }

  /** What results are kept by. */
  IdentityHash hash() {
    return IdentityHash.of(values);
  }

  /** Nothing: values are tokens. */
  @Override
  public String toString() {
    return "Identity";
  }
}
