package gatehouse.command;

/** What the commands on stacks say of themselves. */
final class StackHelp {

  static final String APPLY =
      """
      usage: java -jar gatehouse.war apply TEMPLATE DIR [OPTION]...

      Makes the AWS::ApiGatewayV2 resources of a template of CloudFormation or SAM, JSON or
      YAML, changes them as the template has changed, and deletes those that it has no more.
      Calls nobody. Tells of everything in the template that it does not use. Does nothing
      when check would find problems.

        --stack-name NAME                    the file's name when absent
        --parameter-overrides KEY=VALUE...   parameters; others stay, or are their defaults
        --values KEY=VALUE...                what only AWS could tell: Alb.DNSName=HOST,
                                             resolve:ssm:NAME=VALUE, import:NAME=VALUE
        --dry-run                            tell what would be done, and do nothing
        --json                               print a JSON document instead
        --url URL                            where the gateway is, for ApiEndpoint;
                                             http://localhost:8080 when absent
        --allow-3.1                          read OpenAPI 3.1, too, with a warning
        --account-id ID                      for AWS::AccountId; 000000000000 when absent
        --region REGION                      for AWS::Region; us-east-1 when absent
        --context-path PATH                  as deployed under PATH, such as /v0
        --max-integration-timeout-millis N   as with gatehouse.maxIntegrationTimeoutMillis=N
        --quotas aws                         as with gatehouse.quotas=aws

      exit codes: 0 done, 1 refused or problems, 2 wrong usage or unreadable directory""";

  static final String DELETE =
      """
      usage: java -jar gatehouse.war delete-stack DIR --stack-name NAME [OPTION]...

      Deletes what a template has made, but for what its DeletionPolicy retains.

        --stack-name NAME                    of the stack
        --dry-run                            tell what would be done, and do nothing
        --json                               print a JSON document instead

      exit codes: 0 done, 1 refused or problems, 2 wrong usage or unreadable directory""";

  private StackHelp() {}
}
