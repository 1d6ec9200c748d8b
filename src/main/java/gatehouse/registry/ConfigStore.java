package gatehouse.registry;

import java.io.IOException;

/**
 * Where a configuration lives. Called by one thread at a time.
 *
 * <p>Both methods throw {@link java.nio.file.NoSuchFileException} when there is no such place
 * (yet), and any other IOException when it cannot be reached: the plan in service goes on, whatever
 * the reason.
 */
public interface ConfigStore {

  /** Where it is, for the log: a directory, a URL without secrets. */
  String location();

  /**
   * What the configuration is known by, found out as cheaply as possible: an object that is equal
   * to the last one unless something changed. A change that it misses, because a clock is too
   * coarse, must show two seconds later to whoever calls {@link #load} again.
   */
  Object version() throws IOException;

  /**
   * Whether a glance, far cheaper than {@link #version}, shows nothing new since that was asked
   * last. It may miss a change, but not for ever: asked again and again it comes to say no,
   * whatever it sees.
   *
   * @return false for a store that cannot tell, or for which it would spare nothing
   */
  default boolean seemsUnchanged() {
    return false;
  }

  /**
   * Reads and checks everything.
   *
   * @param version that this store has told; what it no longer is may be read as half of one thing
   *     and half of another, so ask again afterwards
   * @throws gatehouse.config.ConfigurationException with all that is wrong with it
   */
  Loaded load(Object version) throws IOException;
}
