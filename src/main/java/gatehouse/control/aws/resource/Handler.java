package gatehouse.control.aws.resource;

/** Does one operation. For any number of threads. */
@FunctionalInterface
public interface Handler {

  /**
   * Does it, within the files of the call only.
   *
   * @throws gatehouse.control.aws.wire.AwsException when it is refused
   */
  Reply handle(Call call);
}
