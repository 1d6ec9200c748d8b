package gatehouse.control.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * All attempts to change something, a line of JSON for each. A record is written before whoever
 * asked gets an answer. One that cannot be written is told in the server's log at once, and until
 * it is written nothing may be changed. For any number of threads; calls block.
 *
 * <p>Whoever is not known to us can ask as often as he likes: of such attempts there are at most 60
 * records a minute, and the next record tells how many more there were.
 */
public final class AuditTrail {

  private static final System.Logger LOG = System.getLogger("gatehouse.control");
  private static final int MOST_OF_STRANGERS = 60;
  private static final int MOST_UNWRITTEN = 1_000;
  private static final long MINUTE = 60;

  private final Destination destination;
  private final InstantSource clock;
  private final String region;

  /** Guarded by this object, as the following. */
  private final List<String> unwritten = new ArrayList<>();

  private long minute;
  private int ofStrangers;
  private long suppressed;

  /** Where lines go. */
  @FunctionalInterface
  public interface Destination {

    /**
     * Appends lines; when it returns they are there.
     *
     * @throws IOException when they are not, or not all
     */
    void append(List<String> lines) throws IOException;
  }

  /**
   * A trail.
   *
   * @param region that records tell
   */
  public AuditTrail(Destination destination, InstantSource clock, String region) {
    this.destination = destination;
    this.clock = clock;
    this.region = region;
  }

  /** Begins the record of an attempt. */
  public AuditRecord begin(AuditRecord.Asked asked) {
    return new AuditRecord(this, asked, clock.instant());
  }

  /**
   * Makes sure that something may be changed: all that has happened is written.
   *
   * @throws AuditUnavailableException when it is not
   */
  public synchronized void checkWritable() {
    if (!unwritten.isEmpty()) {
      try {
        destination.append(List.copyOf(unwritten));
        unwritten.clear();
        LOG.log(Level.INFO, "the audit log is written again");
      } catch (IOException e) {
        throw new AuditUnavailableException(e);
      }
    }
  }

  /** There was an attempt of which nobody had the time to make a record. */
  public synchronized void missed() {
    suppressed++;
  }

  String region() {
    return region;
  }

  synchronized void writeOfStranger(ObjectNode line) {
    long now = clock.instant().getEpochSecond() / MINUTE;
    if (now != minute) {
      minute = now;
      ofStrangers = 0;
    }
    if (ofStrangers < MOST_OF_STRANGERS) {
      ofStrangers++;
      write(line);
    } else {
      if (ofStrangers == MOST_OF_STRANGERS) {
        ofStrangers++;
        LOG.log(
            Level.WARNING,
            "more requests to change something are refused than the audit log has room for: until the next minute they are only counted");
      }
      suppressed++;
    }
  }

  synchronized void write(ObjectNode line) {
    if (suppressed > 0) {
      line.put("suppressedBefore", suppressed);
      suppressed = 0;
    }
    String text = new String(JsonTree.bytes(line), StandardCharsets.UTF_8);
    try {
      List<String> lines = new ArrayList<>(unwritten);
      lines.add(text);
      destination.append(lines);
      unwritten.clear();
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "the audit log cannot be written ({0}): nothing is changed until it is; it lacks {1}",
          e.toString(),
          text);
      if (unwritten.size() < MOST_UNWRITTEN) {
        unwritten.add(text);
      }
    }
  }
}
