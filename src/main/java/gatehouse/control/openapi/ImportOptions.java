package gatehouse.control.openapi;

import java.util.function.Supplier;

/**
 * How a document is imported.
 *
 * @param basePath what becomes of the server's path
 * @param failOnWarnings whether a warning refuses the document
 * @param allow31 whether OpenAPI 3.1 is read, with a warning; AWS refuses it
 * @param account what stands for {@code ${AWS::AccountId}} and its like
 * @param ids gives new ids; what it gives is asked for again while it is taken
 */
public record ImportOptions(
    BasePath basePath,
    boolean failOnWarnings,
    boolean allow31,
    Account account,
    Supplier<String> ids) {

  /**
   * Where the API is, as ARNs tell it.
   *
   * @param accountId twelve digits
   * @param partition {@code aws}
   * @param region {@code us-east-1}
   */
  public record Account(String accountId, String partition, String region) {}
}
