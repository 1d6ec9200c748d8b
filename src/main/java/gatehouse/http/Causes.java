package gatehouse.http;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What has really failed, where stages pass failures on to each other. */
public final class Causes {

  private Causes() {}

  /**
   * The failure that a stage was completed with: {@link java.util.concurrent.CompletionStage} tells
   * it wrapped in a {@link CompletionException}, or bare, as it comes.
   */
  public static Throwable of(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** The same where nothing may have failed: null then. */
  public static @Nullable Throwable ofNullable(@Nullable Throwable failure) {
    return failure == null ? null : of(failure);
  }
}
