package gatehouse.accesslog;

import java.io.IOException;
import java.util.List;

/** Where lines end up. Used by the writer's thread only. */
interface Sink {

  /**
   * Writes lines, each wholly.
   *
   * @param lines without their ends
   * @throws LinesLost when some of them could not be written
   */
  void write(List<String> lines) throws LinesLost;

  /** Gives back what it holds while nothing is to be written; a write takes it again. */
  void release();

  /** Says where, for the operator. */
  @Override
  String toString();

  /** Not all lines could be written. */
  final class LinesLost extends IOException {

    private static final long serialVersionUID = 1L;

    private final int count;

    /** So many lines, the last ones, because of this. */
    LinesLost(int count, IOException cause) {
      super(cause);
      this.count = count;
    }

    /** How many. */
    int count() {
      return count;
    }
  }
}
