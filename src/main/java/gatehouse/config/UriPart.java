package gatehouse.config;

/**
 * A piece of an integration's URI: text, or something whose value takes its place. Immutable.
 *
 * <p>AWS: "Stages for HTTP APIs" (stage variables) and "HTTP proxy integrations for HTTP APIs"
 * (path variables).
 */
public sealed interface UriPart {

  /** The piece as AWS writes it. */
  String text();

  /** A piece that is left when a stage's variables are known. */
  sealed interface Resolved extends UriPart {}

  /**
   * Text that stays as it is, percent-encoded where it has to be.
   *
   * @param text without braces
   */
  record Literal(String text) implements Resolved {}

  /**
   * The value of one of the route's path variables.
   *
   * @param name as the route key has it, a greedy one without its plus sign
   */
  record PathVariable(String name) implements Resolved {
    @Override
    public String text() {
      return "{" + name + "}";
    }
  }

  /**
   * The value of a stage variable.
   *
   * @param name as the stage has it
   */
  record StageVariable(String name) implements UriPart {
    @Override
    public String text() {
      return "${stageVariables." + name + "}";
    }
  }
}
