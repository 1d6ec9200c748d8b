package gatehouse.command;

import gatehouse.config.Configuration;
import gatehouse.registry.DirectoryWriter;
import gatehouse.registry.DirectoryWriter.Patience;
import gatehouse.registry.Loaded;
import gatehouse.registry.Serving;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets pass every change that a server with these options would take, and serves nothing. */
final class WouldServe implements Serving {

  /** Behind a server that is making changes. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Arguments arguments;
  private final Consumer<Configuration> rule;

  /**
   * Of one command.
   *
   * @param arguments with the options of {@link Reading}
   * @param rule what else has to be so; throws what the command answers otherwise
   */
  WouldServe(Arguments arguments, Consumer<Configuration> rule) {
    this.arguments = arguments;
    this.rule = rule;
  }

  /** Changes the files in a directory, each time only if such a server would take them. */
  DirectoryWriter writer(Path directory) {
    return new DirectoryWriter(
        directory, Reading.reader(arguments), this, new Patience(LONGEST_WAIT, Duration.ZERO));
  }

  @Override
  public @Nullable String version() {
    return null;
  }

  @Override
  public void replace(Loaded next, Commit commit) throws IOException {
    Configuration configuration = next.configuration();
    rule.accept(configuration);
    Reading.compiled(configuration, Reading.contextPath(arguments), new Unsent());
    commit.run();
  }
}
