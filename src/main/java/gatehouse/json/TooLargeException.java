package gatehouse.json;

import java.io.IOException;

/** What is written has more bytes than it may. */
public final class TooLargeException extends IOException {

  private static final long serialVersionUID = 1;

  TooLargeException(int most) {
    super("more than " + most + " bytes");
  }
}
