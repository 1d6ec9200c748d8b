package gatehouse.registry;

/** Refuses all changes. Stateless. */
public final class ReadOnlyWriter implements ConfigWriter {

  private final String reason;

  /**
   * A writer that writes nothing.
   *
   * @param reason why not, and what to do about it
   */
  public ReadOnlyWriter(String reason) {
    this.reason = reason;
  }

  @Override
  public <T> T change(Change<T> change) {
    throw new ReadOnlyException(reason);
  }
}
