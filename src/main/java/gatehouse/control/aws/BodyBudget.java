package gatehouse.control.aws;

import gatehouse.http.Body;
import java.util.concurrent.atomic.AtomicLong;

/** How much of bodies is in memory at once: who sends them is not known before they are there. */
public final class BodyBudget {

  private final AtomicLong left;

  /** A budget of so many bytes. */
  public BodyBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /**
   * Takes what a body may need.
   *
   * @param most bytes that it may have
   * @return how much is to be given back; -1 when there is no room
   */
  public long take(Body body, long most) {
    long wanted = body.length() == Body.UNKNOWN_LENGTH ? most : Math.min(body.length(), most);
    if (left.addAndGet(-wanted) < 0) {
      left.addAndGet(wanted);
      return -1;
    }
    return wanted;
  }

  /** Gives back what was taken. */
  public void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
