package gatehouse.command;

/** What a command's exit code tells a pipeline. */
final class ExitCode {

  /** All is well. */
  static final int FINE = 0;

  /** The configuration has problems, or no route answers. */
  static final int PROBLEMS = 1;

  /** The command was not understood, or the directory cannot be read: nothing was found out. */
  static final int USAGE = 2;

  /** A defect of Gatehouse's own. */
  static final int DEFECT = 3;

  private ExitCode() {}
}
