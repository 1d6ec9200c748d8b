package gatehouse.integration;

import gatehouse.http.FieldNames;
import gatehouse.http.Headers;
import gatehouse.http.HopByHop;
import gatehouse.http.Response;

/** The fields that a client gets of an upstream's: all but those that end here. */
final class ReturnedHeaders {

  /** Set by the gateway alone, so that nobody else's can be taken for it. */
  private static final FieldNames OURS = FieldNames.of("Apigw-Requestid");

  private ReturnedHeaders() {}

  /**
   * The fields for the client. The length is the body's business, but where there is no body to
   * tell it: RFC 9110, section 8.6.
   */
  static Headers of(Response response, String method) {
    Headers headers = response.headers();
    HopByHop ending = HopByHop.of(headers);
    boolean announcesLength = method.equals("HEAD") || response.status() == 304;
    Headers.Builder result = new Headers.Builder(headers.size() + 1);
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      boolean framing = name.equalsIgnoreCase("Content-Length") && !announcesLength;
      if (!framing && !OURS.contains(name) && !ending.contains(name)) {
        result.add(headers, i);
      }
    }
    return result.build();
  }
}
