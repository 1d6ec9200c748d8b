package gatehouse.servlet;

import gatehouse.control.aws.Address;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.LoopbackAdmission;
import gatehouse.control.aws.Operations;
import gatehouse.control.aws.resource.Handler;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.OpenApiDocuments;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.cloudformation.StackManagement;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/** Puts AWS's management API of a deployment together. */
final class Administration {

  private Administration() {}

  /**
   * A management API, open to this machine.
   *
   * @param source of the configuration's files
   * @param changes makes changes, and has the threads that wait for files
   * @param rules what operations go by
   * @param address how the deployment is reached
   * @param documents imports and exports
   * @param resetAuthorizers forgets what the authorizers of a stage have answered, by the API's id
   *     and the stage's name
   */
  static AwsManagement of(
      AwsManagement.Source source,
      Changes changes,
      Rules rules,
      Address address,
      OpenApiDocuments documents,
      BiConsumer<String, String> resetAuthorizers) {
    Handler reset =
        call -> {
          resetAuthorizers.accept(call.label("apiId"), call.label("stageName"));
          return Reply.NONE;
        };
    return new AwsManagement(
        new LoopbackAdmission(),
        new Operations(Operations.Documents.of(documents), reset),
        source,
        changes.writer(),
        changes.threads(),
        new AwsManagement.Surroundings(
            InstantSource.system(), new Ids(new SecureRandom()), rules, address));
  }

  /**
   * The address of stacks, beside the management API and as open as it.
   *
   * @param source of the configuration's files
   * @param changes makes changes, and has the threads that wait for files
   * @param rules what operations go by
   * @param address how the deployment is reached
   * @param options how templates are applied
   */
  static StackManagement stacks(
      AwsManagement.Source source,
      Changes changes,
      Rules rules,
      Address address,
      StackManagement.Options options) {
    return new StackManagement(
        new LoopbackAdmission(),
        source,
        changes.writer(),
        changes.threads(),
        new AwsManagement.Surroundings(
            InstantSource.system(), new Ids(new SecureRandom()), rules, address),
        options);
  }
}
