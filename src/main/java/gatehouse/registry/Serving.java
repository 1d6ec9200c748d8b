package gatehouse.registry;

import gatehouse.config.ConfigurationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a configuration is changed for: whoever serves it, and has to be able to. */
public interface Serving {

  /** The {@link Loaded#version} in service; null while there is none. */
  @Nullable String version();

  /**
   * Replaces what is in service, as soon as the change is durable.
   *
   * @param next what the configuration will be
   * @param commit makes the change durable; called once, when everything else is known to work
   * @throws ConfigurationException when it cannot be served; nothing is changed then
   * @throws IOException of the commit; what was in service stays
   */
  void replace(Loaded next, Commit commit) throws IOException;

  /** Makes a change durable. */
  @FunctionalInterface
  interface Commit {

    /** Makes it durable, or throws and changes nothing. */
    void run() throws IOException;
  }
}
