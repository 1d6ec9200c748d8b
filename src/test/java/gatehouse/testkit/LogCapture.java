package gatehouse.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what is logged as "gatehouse" while it is open, and keeps it off the console. */
public final class LogCapture extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("gatehouse");
  private final List<LogRecord> records = new ArrayList<>();

  /** Begins to keep it. */
  public LogCapture() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** What was logged since the last call: level, space, message. */
  public synchronized List<String> lines() {
    List<String> lines =
        records.stream().map(record -> record.getLevel() + " " + record.getMessage()).toList();
    records.clear();
    return lines;
  }

  /** Like {@link #lines}, with what messages have parameters for in its place. */
  public synchronized List<String> messages() {
    List<String> lines =
        records.stream()
            .map(record -> record.getLevel() + " " + new SimpleFormatter().formatMessage(record))
            .toList();
    records.clear();
    return lines;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
