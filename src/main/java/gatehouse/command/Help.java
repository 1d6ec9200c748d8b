package gatehouse.command;

/** What the commands say of themselves. */
final class Help {

  static final String OVERVIEW =
      """
      Gatehouse checks and explains its configuration from the command line.
      To serve it, deploy this WAR to Tomcat or Jetty.

      usage: java -jar gatehouse.war COMMAND ...

        check DIR               find all problems, and list the routes
        route DIR METHOD URL    tell which route answers a request, and why no other
        deploy DIR              keep the routes of an API as an immutable deployment
        import FILE DIR         make an API of an OpenAPI document
        export DIR              print an API as an OpenAPI document
        apply TEMPLATE DIR      make what a template of CloudFormation or SAM says
        delete-stack DIR        remove what a template has made
        help [COMMAND]          this text, or that of a command
        --version               the version

      exit codes: 0 fine, 1 problems found or no route, 2 wrong usage or unreadable directory""";

  static final String CHECK =
      """
      usage: java -jar gatehouse.war check DIR [OPTION]...

      Reads a configuration as the server does, and calls nobody. Prints every problem as
      FILE: PROPERTY: FAULT AND REMEDY, every warning, and the routes.

        --json                               print a JSON document instead
        --quiet                              print problems and warnings only
        --context-path PATH                  as deployed under PATH, such as /v0
        --max-integration-timeout-millis N   as with gatehouse.maxIntegrationTimeoutMillis=N
        --quotas aws                         as with gatehouse.quotas=aws

      exit codes: 0 fine, 1 problems, 2 wrong usage or unreadable directory""";

  static final String ROUTE =
      """
      usage: java -jar gatehouse.war route DIR METHOD URL [OPTION]...

      Tells which API, stage, route and integration answer a request, what would be sent to
      the upstream, and why each other route of the stage does not answer. Calls nobody.
      URL is a path such as '/v0/pets/1?a=b', or a whole URL.

        --host HOST                          the Host field, when URL has none
        --header 'NAME: VALUE'               a field of the request; may be repeated
        --all                                list all other routes, not only the nearest 20
        --context-path PATH                  as deployed under PATH, such as /v0
        --max-integration-timeout-millis N   as with gatehouse.maxIntegrationTimeoutMillis=N
        --quotas aws                         as with gatehouse.quotas=aws

      exit codes: 0 a route answers, 1 none does or the configuration has problems,
      2 wrong usage or unreadable directory""";

  static final String DEPLOY =
      """
      usage: java -jar gatehouse.war deploy DIR [OPTION]...

      Writes deployments/ID.json, a snapshot of an API's routes and integrations that is never
      changed again, and prints its ID. Does nothing when check finds problems.

        --api ID                             of which API; the one that there is when absent
        --id ID                              the deployment's id; a new one when absent
        --description TEXT                   for people
        --stage NAME                         let this stage serve it
        --max-integration-timeout-millis N   as with gatehouse.maxIntegrationTimeoutMillis=N
        --quotas aws                         as with gatehouse.quotas=aws

      exit codes: 0 written, 1 problems, 2 wrong usage or unreadable directory""";

  static final String IMPORT =
      """
      usage: java -jar gatehouse.war import FILE DIR [OPTION]...

      Makes the routes, integrations and authorizers of an API of an OpenAPI 3.0 document, JSON
      or YAML, in place of those in DIR; what is the same keeps its id. Stages and deployments
      stay. Calls nobody, and follows no reference out of the document. Tells of all that it
      leaves out. Does nothing when check would find problems.

        --api ID                             to apis/ID/; to DIR itself when absent
        --basepath MODE                      ignore, prepend or split the server's path
        --fail-on-warnings                   do nothing when there is a warning
        --allow-3.1                          read OpenAPI 3.1, too, with a warning
        --account-id ID                      for ${AWS::AccountId}; 000000000000 when absent
        --region REGION                      for ${AWS::Region}; us-east-1 when absent
        --max-integration-timeout-millis N   as with gatehouse.maxIntegrationTimeoutMillis=N
        --quotas aws                         as with gatehouse.quotas=aws

      exit codes: 0 written, 1 refused or problems, 2 wrong usage or unreadable directory""";

  static final String EXPORT =
      """
      usage: java -jar gatehouse.war export DIR [OPTION]...

      Prints an API as an OpenAPI 3.0 document, of which import makes the same API again.

        --api ID                             which API; the one that there is when absent
        --deployment ID                      as this deployment has it, not the files
        --yaml                               YAML instead of JSON
        --no-extensions                      without anything that begins with x-amazon-
        --url URL                            where the API is called, for servers
        --max-integration-timeout-millis N   as with gatehouse.maxIntegrationTimeoutMillis=N
        --quotas aws                         as with gatehouse.quotas=aws

      exit codes: 0 printed, 1 problems, 2 wrong usage or unreadable directory""";

  private Help() {}
}
