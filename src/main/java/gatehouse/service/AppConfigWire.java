package gatehouse.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.http.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The protocol {@code restJson1} of the one operation that speaks it: everything is in the path and
 * the query.
 *
 * <p>AWS: {@code GetConfiguration} of the AWS AppConfig API.
 */
record AppConfigWire() implements Wire {

  @Override
  public Message message(ObjectNode arguments) {
    StringBuilder target = new StringBuilder(96);
    target.append("/applications/").append(segment(arguments, "Application"));
    target.append("/environments/").append(segment(arguments, "Environment"));
    target.append("/configurations/").append(segment(arguments, "Configuration"));
    target.append("?client_id=").append(encoded(arguments.path("ClientId").textValue()));
    String version = arguments.path("ClientConfigurationVersion").textValue();
    if (version != null) {
      target.append("&client_configuration_version=").append(encoded(version));
    }
    return new Message("GET", target.toString(), Headers.EMPTY, new byte[0]);
  }

  /** One segment and no other: dots cannot be encoded, and would lead elsewhere. */
  private static String segment(ObjectNode arguments, String name) {
    String value = arguments.path(name).textValue();
    if (value.equals(".") || value.equals("..")) {
      throw new UnresolvedException(name, "its source is a dot segment");
    }
    return encoded(value);
  }

  /** All but unreserved characters are encoded: RFC 3986, section 2.3. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
