package gatehouse.compare;

import java.util.List;

/** What a measurement costs in processor time, and whom else. For one thread. */
final class Window {

  private final List<Long> pids;
  private double cpu;
  private double own;
  private double machine;
  private long began;
  private double microsPerRequest;
  private double foreign;

  /** A window on a subject. */
  Window(Running subject) {
    pids = subject.pids();
  }

  void begin() {
    cpu = ProcessFiles.cpuSeconds(pids);
    own = ProcessFiles.ownSeconds();
    machine = ProcessFiles.machineSeconds();
    began = System.nanoTime();
  }

  void end(long requests) {
    double seconds = (System.nanoTime() - began) / 1e9;
    microsPerRequest = (ProcessFiles.cpuSeconds(pids) - cpu) * 1e6 / Math.max(1, requests);
    double others = ProcessFiles.machineSeconds() - machine - (ProcessFiles.ownSeconds() - own);
    foreign = Math.max(0, others / seconds);
  }

  /** Microseconds of the subject's processor time for each request. */
  double microsPerRequest() {
    return microsPerRequest;
  }

  /** How many of the machine's processors others used. */
  double foreign() {
    return foreign;
  }
}
