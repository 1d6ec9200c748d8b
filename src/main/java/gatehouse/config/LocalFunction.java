package gatehouse.config;

import org.jspecify.annotations.Nullable;

/**
 * A function that runs elsewhere than at AWS, for instance on the developer's own machine: whoever
 * invokes a function of this name goes there, without a signature. Immutable. AWS has no such
 * thing.
 *
 * @param id the logical id
 * @param name of the function, whatever its region and account
 * @param qualifier a version or an alias; null when it stands for all of them
 * @param endpoint its scheme, host and port, and what stands in front of the Invoke API's paths
 * @param kind who listens there
 */
public record LocalFunction(
    String id, String name, @Nullable String qualifier, ResolvedUri endpoint, Kind kind) {

  /** Who listens at an endpoint. */
  public enum Kind {
    /** Something that speaks Lambda's Invoke API. */
    INVOKE_API("InvokeApi"),
    /** AWS's Runtime Interface Emulator, which knows one function and tells errors otherwise. */
    RUNTIME_INTERFACE_EMULATOR("RuntimeInterfaceEmulator");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As files write it. */
    public String text() {
      return text;
    }
  }

  /** Name and qualifier: {@code pets:live}, or {@code pets}. */
  public String qualifiedName() {
    return qualifier == null ? name : name + ':' + qualifier;
  }

  /** The path in front of the Invoke API's, without a slash at its end. */
  public String pathPrefix() {
    StringBuilder path = new StringBuilder();
    endpoint.path().forEach(part -> path.append(part.text()));
    while (!path.isEmpty() && path.charAt(path.length() - 1) == '/') {
      path.setLength(path.length() - 1);
    }
    return path.toString();
  }
}
