package gatehouse.control.openapi;

import java.util.List;

/**
 * What has been made of a document.
 *
 * @param resources all of the API, with what it kept of before
 * @param warnings what was left out although somebody may count on it. AWS: {@code warnings} of
 *     {@code Api}
 * @param info what HTTP APIs have no place for, on AWS as here. AWS: {@code importInfo} of {@code
 *     Api}
 */
public record ImportedApi(ApiResources resources, List<String> warnings, List<String> info) {

  /** With copies of the lists. */
  public ImportedApi {
    warnings = List.copyOf(warnings);
    info = List.copyOf(info);
  }
}
