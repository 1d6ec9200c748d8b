package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ResourceDirectory;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.registry.Edits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The configuration's files as one operation sees them: as they were when it began, with what it
 * has written and deleted itself. For one thread.
 */
public final class Workspace {

  private static final String SUFFIX = ".json";

  /** What one change may hold in memory: an API at its largest, with deployments of it. */
  private static final long MOST_WRITTEN = 64L << 20;

  private final ConfigurationFiles before;
  private final TreeMap<String, byte[]> contents;
  private final @Nullable Edits edits;
  private final Map<String, Integer> sizes = new HashMap<>();
  private long written;
  private final Set<String> held = new TreeSet<>();
  private boolean holdsDeployments;

  /**
   * A workspace.
   *
   * @param edits takes what is written and deleted; null when nothing may be
   */
  public Workspace(ConfigurationFiles before, @Nullable Edits edits) {
    this.before = before;
    this.contents = new TreeMap<>(before.contents());
    this.edits = edits;
  }

  /** All files as they are now. */
  public ConfigurationFiles files() {
    return new ConfigurationFiles(contents, before.problems());
  }

  /** The paths of all files, in their order. */
  public List<String> paths() {
    return List.copyOf(contents.keySet());
  }

  /** The object in a file, for the caller to change; null when there is none. */
  public @Nullable ObjectNode read(String path) {
    byte[] bytes = contents.get(path);
    return bytes == null ? null : JsonTree.parse(bytes);
  }

  /**
   * Writes an object to a file.
   *
   * @throws AwsException when it is larger than files may be, or all that is written is too large
   */
  public void write(String path, ObjectNode content) {
    byte[] bytes = JsonTree.fileBytes(content, ConfigurationFiles.largest(path));
    if (bytes == null) {
      throw AwsException.badRequest(ConfigurationFiles.tooLarge(path).toString());
    }
    write(path, bytes);
  }

  /**
   * Writes a file.
   *
   * @throws AwsException when all that is written is too large
   */
  public void write(String path, byte[] content) {
    Integer before = sizes.put(path, content.length);
    written += content.length - (before == null ? 0 : before);
    if (written > MOST_WRITTEN) {
      throw AwsException.badRequest(
          "One change can write at most %d MiB of files".formatted(MOST_WRITTEN >> 20));
    }
    named(() -> changes().write(path, content));
    contents.put(path, content);
  }

  /** Deletes a file. */
  public void delete(String path) {
    named(() -> changes().delete(path));
    contents.remove(path);
  }

  /** Deletes all files whose paths start like this. */
  public void deleteAll(String prefix) {
    List<String> paths = new ArrayList<>();
    for (String path : contents.tailMap(prefix).keySet()) {
      if (!path.startsWith(prefix)) {
        break;
      }
      paths.add(path);
    }
    paths.forEach(this::delete);
  }

  /** The ids of the resources in a directory, in their order. */
  public List<String> ids(String directory) {
    List<String> ids = new ArrayList<>();
    for (String path : contents.tailMap(directory).keySet()) {
      if (!path.startsWith(directory)) {
        break;
      }
      String name = path.substring(directory.length());
      if (name.endsWith(SUFFIX) && name.indexOf('/') < 0 && !ResourceDirectory.isOverlooked(name)) {
        ids.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    return ids;
  }

  /** From now on, no API's changes are deployed automatically until they are {@link #released}. */
  public void holdDeployments() {
    holdsDeployments = true;
  }

  /** The ids of the APIs whose changes have been held; from now on, none are. */
  public Set<String> released() {
    holdsDeployments = false;
    return Set.copyOf(held);
  }

  /** Whether the deployment of an API has to wait; that it does is kept in mind. */
  boolean holdsDeploymentOf(String apiId) {
    if (holdsDeployments) {
      held.add(apiId);
    }
    return holdsDeployments;
  }

  /** A name that clients have chosen may be none of a file, which is their fault. */
  private static void named(Runnable edit) {
    try {
      edit.run();
    } catch (IllegalArgumentException e) {
      throw AwsException.badRequest("Invalid name specified: " + e.getMessage());
    }
  }

  private Edits changes() {
    if (edits == null) {
      throw new IllegalStateException("this operation changes nothing");
    }
    return edits;
  }
}
