package gatehouse.registry;

import gatehouse.config.ConfigurationFiles;
import java.io.IOException;

/**
 * Changes a configuration where it lives: one change after another, each wholly or not at all,
 * whatever else changes it at the same time, in this process or in another. Safe for use by several
 * threads. Calls block: none may come from a container's thread.
 */
public interface ConfigWriter {

  /**
   * Makes a change. When this returns, it is durable and in service here.
   *
   * @param change what is to be done, told in files; may be called more than once
   * @return what the change returned when it was last called
   * @throws gatehouse.config.ConfigurationException with the problems that the configuration would
   *     have; nothing is changed then
   * @throws ConflictException when others keep changing it; nothing is changed then
   * @throws ReadOnlyException when nothing may be changed here
   * @throws IOException when the place cannot be read or written
   */
  <T> T change(Change<T> change) throws IOException;

  /** One change. What it throws leaves everything as it was. */
  @FunctionalInterface
  interface Change<T> {

    /**
     * Says what is to be done.
     *
     * @param now all files as they are
     * @param edits takes what is to be written and deleted
     */
    T make(ConfigurationFiles now, Edits edits);

    /**
     * Is told that the change is made, as it is in this moment: it is so even if {@link
     * ConfigWriter#change} throws afterwards. Not told when there was nothing to write. Must not
     * throw.
     */
    default void made() {}
  }
}
