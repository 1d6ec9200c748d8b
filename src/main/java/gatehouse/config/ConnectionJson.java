package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.Connection.Limits;
import gatehouse.config.Connection.PassiveHealth;
import gatehouse.config.Connection.Target;
import gatehouse.config.Connection.Tls;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection: Gatehouse's own resource, in the place of AWS's {@code VpcLink}, whose
 * properties may stand beside.
 */
final class ConnectionJson {

  private static final int MOST_TARGETS = 1_000;
  private static final int HEAVIEST = 1_000;
  private static final int MOST_RETRIES = 3;
  private static final int USUAL_FAILURES = 5;
  private static final int USUAL_EJECTION_MILLIS = 10_000;
  private static final String RANGE = "write a number in this range";

  private static final PropertiesJson TLS =
      PropertiesJson.of("a TLS configuration").read("TrustStore", "ClientCertificate", "ClientKey");

  private static final PropertiesJson PASSIVE_HEALTH =
      PropertiesJson.of("an object of passive health").read("MaxFailures", "EjectionMillis");

  private static final PropertiesJson TARGET =
      PropertiesJson.of("a target").read("Host", "Port", "Weight");

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a connection")
          .read("Targets", "Protocol", "Tls", "HealthCheck", "PassiveHealth")
          .read("MaxConnections", "Retries")
          .ignored(
              "CreatedDate",
              "Name",
              "SecurityGroupIds",
              "SubnetIds",
              "Tags",
              "VpcLinkId",
              "VpcLinkStatus",
              "VpcLinkStatusMessage",
              "VpcLinkVersion");

  private ConnectionJson() {}

  /**
   * A connection; null when it leads nowhere. What AWS's management API has made of a VPC link
   * knows subnets instead of targets: it is there, and leads nowhere until it has some.
   */
  static @Nullable Connection read(ObjectJson in, CertificatesJson certificates) {
    PROPERTIES.check(in);
    boolean isVpcLink = in.node().has("SubnetIds") && !in.node().has("Targets");
    if (!isVpcLink) {
      in.require("Targets", "[{\"Host\": \"10.0.0.1\", \"Port\": 8080}]");
    }
    List<ObjectJson> objects = in.objects("Targets");
    List<Target> targets = targets(in, objects);
    Tls tls = tls(in, certificates);
    Integer maxConnections = in.wholeNumber("MaxConnections", 1, 1_000_000, RANGE);
    Integer retries = in.wholeNumber("Retries", 0, MOST_RETRIES, RANGE);
    PassiveHealth passive = passiveHealth(in);
    Connection.HealthCheck check = HealthCheckJson.read(in);
    return targets.isEmpty() && !isVpcLink
        ? null
        : new Connection(
            in.id(), targets, tls, check, passive, new Limits(maxConnections, retries));
  }

  private static List<Target> targets(ObjectJson in, List<ObjectJson> objects) {
    List<Target> targets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (objects.size() > MOST_TARGETS) {
      in.problem(
          "Targets", "has %d targets: keep at most %d".formatted(objects.size(), MOST_TARGETS));
    }
    for (ObjectJson object : objects) {
      Target target = target(object);
      if (target != null) {
        if (!seen.add(target.host() + ' ' + target.port())) {
          object.problem("Host", "is there with the same port once more: remove one of them");
        }
        targets.add(target);
      }
    }
    if (objects.isEmpty() && in.node().path("Targets").isArray()) {
      in.problem("Targets", "is empty or wrong: add at least one target");
    } else if (!targets.isEmpty() && targets.stream().allMatch(target -> target.weight() == 0)) {
      in.problem("Targets", "has no weight above 0: raise that of one target");
    }
    return targets;
  }

  private static @Nullable Target target(ObjectJson in) {
    TARGET.check(in);
    in.require("Host", "\"10.0.0.1\"");
    in.require("Port", "8080");
    String host = in.text("Host", HostJson::parse);
    Integer port = in.wholeNumber("Port", 1, 65_535, RANGE);
    Integer weight = in.wholeNumber("Weight", 0, HEAVIEST, RANGE);
    return host == null || port == null
        ? null
        : new Target(host, port, weight == null ? 1 : weight);
  }

  private static @Nullable Tls tls(ObjectJson in, CertificatesJson certificates) {
    String protocol = in.text("Protocol", ConnectionJson::protocol);
    ObjectJson object = in.object("Tls");
    if (object == null) {
      return "HTTPS".equals(protocol) ? new Tls(null, null) : null;
    }
    if ("HTTP".equals(protocol)) {
      in.problem("Protocol", "is `HTTP`, which has no use for `Tls`: remove one of them");
    }
    TLS.check(object);
    List<X509Certificate> trusted = certificates.read(object, "TrustStore", Pem::someCertificates);
    return new Tls(trusted, client(object, certificates));
  }

  private static @Nullable ClientIdentity client(ObjectJson in, CertificatesJson certificates) {
    if (in.node().has("ClientCertificate") != in.node().has("ClientKey")) {
      in.problem(
          in.node().has("ClientKey") ? "ClientCertificate" : "ClientKey",
          "is missing: certificate and key belong together");
    }
    List<X509Certificate> chain = certificates.read(in, "ClientCertificate", Pem::someChain);
    PrivateKey key = certificates.read(in, "ClientKey", Pem::someKey);
    if (chain == null || key == null) {
      return null;
    }
    try {
      return new ClientIdentity(chain, key);
    } catch (IllegalArgumentException e) {
      in.problem("ClientKey", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String protocol(String text) {
    if (text.equals("HTTP") || text.equals("HTTPS")) {
      return text;
    }
    throw new IllegalArgumentException("is %s: write `HTTP` or `HTTPS`".formatted(quoted(text)));
  }

  private static PassiveHealth passiveHealth(ObjectJson in) {
    Integer maxFailures = null;
    Integer ejectionMillis = null;
    ObjectJson object = in.object("PassiveHealth");
    if (object != null) {
      PASSIVE_HEALTH.check(object);
      maxFailures = object.wholeNumber("MaxFailures", 0, 1_000, RANGE);
      ejectionMillis = object.wholeNumber("EjectionMillis", 100, 3_600_000, RANGE);
    }
    return new PassiveHealth(
        maxFailures == null ? USUAL_FAILURES : maxFailures,
        ejectionMillis == null ? USUAL_EJECTION_MILLIS : ejectionMillis);
  }
}
