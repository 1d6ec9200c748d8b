package gatehouse.soak;

import java.util.Map;

/**
 * What was seen while the clients paused.
 *
 * @param seconds since the load began
 * @param sent requests by then
 * @param usage of the process
 * @param metrics by name
 * @param lines of access logs
 * @param connections that the upstream has
 */
record Sample(
    double seconds,
    long sent,
    Probe.Usage usage,
    Map<String, Double> metrics,
    long lines,
    int connections) {

  /** A metric; 0 when it is not there. */
  long metric(String name) {
    return Math.round(metrics.getOrDefault("gatehouse_" + name, 0.0));
  }
}
