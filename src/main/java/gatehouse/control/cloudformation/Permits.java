package gatehouse.control.cloudformation;

/** Says whether somebody may have a template do an operation of the management API. */
@FunctionalInterface
public interface Permits {

  /** Whoever owns the files may do anything. */
  Permits ALL = (method, path) -> {};

  /**
   * Checks one operation.
   *
   * @param method of its request: {@code POST}
   * @param path of its request below {@code /v2}, decoded: {@code apis/abc/routes}
   * @throws gatehouse.control.aws.wire.AwsException when he may not
   */
  void check(String method, String path);
}
