package gatehouse.lambda;

import gatehouse.config.FunctionArn;

/** Finds functions by their names. Safe for use by several threads; never blocks. */
public interface Functions {

  /**
   * A function. Whether it exists shows when it is invoked.
   *
   * @param arn its name
   */
  Function of(FunctionArn arn);
}
