package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how an integration reaches a private upstream. AWS: {@code ConnectionType}, {@code
 * ConnectionId}, {@code TlsConfig} of {@code Integration}; "Private integrations for HTTP APIs".
 */
final class PrivateLinkJson {

  private static final String PRIVATE = "VPC_LINK";
  private static final String PUBLIC = "INTERNET";

  /** A listener of a load balancer, or a service of Cloud Map. */
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:(elasticloadbalancing|servicediscovery):[^\\s]{1,2000}");

  private static final Pattern SERVER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,512}");

  private static final PropertiesJson TLS_CONFIG =
      PropertiesJson.of("a TLS configuration").read("ServerNameToVerify");

  private PrivateLinkJson() {}

  /** Whether an integration is a private one. */
  static boolean isPrivate(ObjectJson in) {
    return PRIVATE.equals(in.text("ConnectionType", PrivateLinkJson::type));
  }

  /** Reports what a public integration cannot have. */
  static void refuseIn(ObjectJson in) {
    for (String property : new String[] {"ConnectionId", "TlsConfig"}) {
      if (in.node().has(property)) {
        in.problem(
            property,
            "is for private integrations only: remove it, or add %s"
                .formatted(quoted("\"ConnectionType\": \"VPC_LINK\"")));
      }
    }
  }

  /**
   * The link of a private integration; its URI, if any, must be an ARN, and is not called.
   *
   * @return null when it leads to no connection
   */
  static @Nullable PrivateLink read(ObjectJson in, ReferencesJson connections) {
    in.require("ConnectionId", "\"ID\"");
    in.text("IntegrationUri", PrivateLinkJson::arn);
    String connectionId = in.text("ConnectionId", id -> id(id, connections));
    String serverName = null;
    ObjectJson tls = in.object("TlsConfig");
    if (tls != null) {
      TLS_CONFIG.check(tls);
      tls.require("ServerNameToVerify", "\"pets.example.com\"");
      serverName = tls.text("ServerNameToVerify", PrivateLinkJson::serverName);
    }
    return connectionId == null ? null : new PrivateLink(connectionId, serverName);
  }

  private static String type(String text) {
    if (text.equals(PRIVATE) || text.equals(PUBLIC)) {
      return text;
    }
    throw new IllegalArgumentException(
        "is %s, which is no type: write `INTERNET` or `VPC_LINK`".formatted(quoted(text)));
  }

  private static String id(String text, ReferencesJson connections) {
    if (text.contains("${")) {
      throw new IllegalArgumentException(
          "is %s: HTTP APIs have no variables here, write the id of a connection"
              .formatted(quoted(text)));
    }
    return connections.bareId(text);
  }

  private static String arn(String text) {
    if (ARN.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException(
        text.startsWith("http://") || text.startsWith("https://")
            ? "is a URL, but a private integration goes to the targets of its connection: write the"
                + " host as a target in the connection's file and remove this, or write"
                + " `\"ConnectionType\": \"INTERNET\"`"
            : "is %s, which is no ARN of a listener or a Cloud Map service: correct it, or remove it"
                .formatted(quoted(text)));
  }

  private static String serverName(String text) {
    if (SERVER_NAME.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException(
        "is %s, which is no name of a server: write 1 to 512 letters, digits, `-`, `_` and `.`"
            .formatted(quoted(text)));
  }
}
