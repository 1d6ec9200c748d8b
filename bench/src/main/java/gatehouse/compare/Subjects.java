package gatehouse.compare;

import java.util.List;

/** All that can be measured. */
final class Subjects {

  /** Names that others refer to. */
  static final String JETTY = "gatehouse-jetty";

  static final String TOMCAT = "gatehouse-tomcat";

  private Subjects() {}

  /**
   * The peers, in the report's order.
   *
   * @param upstream the id of the process that answers below /static
   */
  static List<Subject> all(long upstream) {
    return List.of(
        new Subject(
            "direct",
            "Upstream, directly",
            site -> new Running(site.files(), site.events(), upstream, false, () -> {})),
        new Subject(
            JETTY, "Gatehouse on Jetty 12.1", Gatehouse.jetty(GatehouseConfiguration::plain)),
        new Subject(
            TOMCAT, "Gatehouse on Tomcat 11", Gatehouse.tomcat(GatehouseConfiguration::plain)),
        new Subject("nginx", "nginx, one worker", NativePeers::nginx),
        new Subject("haproxy", "HAProxy, one thread", NativePeers::haproxy),
        new Subject(
            "jetty-servlet",
            "Jetty AsyncProxyServlet",
            JavaPeers.ports("jetty", "peer.ServletMain")),
        new Subject(
            "jetty-handler", "Jetty ProxyHandler", JavaPeers.ports("jetty", "peer.HandlerMain")),
        new Subject("mitre", "HTTP-Proxy-Servlet on Tomcat", JavaPeers.ports("mitre", "peer.Main")),
        new Subject("scg-webflux", "Spring Cloud Gateway WebFlux", JavaPeers.spring("webflux")),
        new Subject("scg-webmvc", "Spring Cloud Gateway WebMVC", JavaPeers.spring("webmvc")),
        new Subject("membrane", "Membrane", JavaPeers::membrane));
  }

  /** Gatehouse with and without features, asked with the same headers. */
  static List<Subject> features(List<String> headers) {
    return List.of(
        new Subject("none", "no features", headers, Gatehouse.jetty(GatehouseConfiguration::plain)),
        new Subject(
            "all", "all features", headers, Gatehouse.jetty(GatehouseConfiguration::features)));
  }

  /** Gatehouse with 1, 300 and 10,000 routes; the name is the number. */
  static List<Subject> routes() {
    return List.of(routes(1), routes(300), routes(10_000));
  }

  private static Subject routes(int count) {
    return new Subject(
        "" + count,
        "%,d routes".formatted(count),
        Gatehouse.jetty(
            (directory, site) -> GatehouseConfiguration.routes(directory, site, count)));
  }
}
