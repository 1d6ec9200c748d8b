package gatehouse.servlet;

import gatehouse.accesslog.DirectLines;
import gatehouse.authorize.IssuerProbe;
import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.audit.AuditTrail;
import gatehouse.control.aws.Address;
import gatehouse.control.aws.Admission;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.Guard;
import gatehouse.control.aws.IamAdmission;
import gatehouse.control.aws.IssuerCheck;
import gatehouse.control.aws.LoopbackAdmission;
import gatehouse.control.aws.Operations;
import gatehouse.control.aws.resource.Handler;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.OpenApiDocuments;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.cloudformation.StackManagement;
import gatehouse.http.TrustedProxies;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Puts what changes a deployment's configuration from outside together. */
final class Administration {

  private static final String SERVICE = "apigateway";

  private final AdminSetting.Admin admin;
  private final Rules rules;
  private final Address address;
  private final Guard guard;

  /**
   * What is common to all ways of changing it.
   *
   * @param admin what is set
   * @param rules what operations go by
   * @param address how the deployment is reached
   * @param proxies tell where requests come from
   */
  Administration(AdminSetting.Admin admin, Rules rules, Address address, TrustedProxies proxies) {
    this.admin = admin;
    this.rules = rules;
    this.address = address;
    String region = rules.account().region();
    CredentialsFile keys = admin.keys();
    Admission admission =
        keys == null
            ? new LoopbackAdmission()
            : new IamAdmission(keys, SERVICE, region, InstantSource.system(), proxies);
    DirectLines audit = admin.audit();
    this.guard =
        new Guard(admission, new AuditTrail(audit::append, InstantSource.system(), region));
  }

  /**
   * AWS's management API.
   *
   * @param source of the configuration's files
   * @param changes makes changes, and has the threads that wait for files
   * @param issuers asks issuers for their keys
   * @param resetAuthorizers forgets what the authorizers of a stage have answered, by the API's id
   *     and the stage's name
   */
  AwsManagement management(
      AwsManagement.Source source,
      Changes changes,
      IssuerProbe issuers,
      BiConsumer<String, String> resetAuthorizers) {
    Handler reset =
        call -> {
          resetAuthorizers.accept(call.label("apiId"), call.label("stageName"));
          return Reply.NONE;
        };
    return new AwsManagement(
        guard,
        new Operations(Operations.Documents.of(new OpenApiDocuments(admin.allow31())), reset),
        source,
        changes.writer(),
        changes.threads(),
        new AwsManagement.Surroundings(
            InstantSource.system(),
            new Ids(new SecureRandom()),
            rules,
            address,
            new IssuerCheck(admin.issuerCheck(), issuers::hasKeys)));
  }

  /**
   * The address of stacks, beside the management API and as open as it.
   *
   * @param source of the configuration's files
   * @param changes makes changes, and has the threads that wait for files
   * @param check throws for files that could not be served
   */
  StackManagement stacks(
      AwsManagement.Source source, Changes changes, Consumer<ConfigurationFiles> check) {
    return new StackManagement(
        guard,
        source,
        changes.writer(),
        changes.threads(),
        new StackManagement.Surroundings(
            InstantSource.system(), new Ids(new SecureRandom()), rules, address),
        new StackManagement.Options(admin.allow31(), check));
  }
}
