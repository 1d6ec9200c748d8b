package gatehouse.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServicesJsonTest {

  private static final String QUEUE = "'QueueUrl': 'https://q', ";

  private final Map<String, byte[]> files = new TreeMap<>();

  private Configuration read() throws ConfigurationException {
    return new ConfigurationJson().read(new ConfigurationFiles(files, List.of()));
  }

  private void file(String path, String text) {
    files.put(path, text.replace('\'', '"').getBytes(UTF_8));
  }

  private Integration integration(String more) throws ConfigurationException {
    file("integrations/pets.json", "{'IntegrationType': 'AWS_PROXY', " + more + "}");
    return read().plain().integrations().get("pets");
  }

  private ServiceCall call(String subtype, String parameters) throws ConfigurationException {
    return integration(
            "'IntegrationSubtype': '%s', 'RequestParameters': {%s}".formatted(subtype, parameters))
        .service();
  }

  private String problem(String subtype, String parameters) {
    return assertThrows(ConfigurationException.class, () -> call(subtype, parameters)).getMessage();
  }

  private static String allOf(ServiceAction action) {
    return action.parameters().stream()
        .map(
            parameter ->
                "'%s': '%s'"
                    .formatted(
                        parameter.name(),
                        parameter.kind() == ServiceParameter.Kind.ATTRIBUTES
                            ? "$request.body.a"
                            : parameter.kind() == ServiceParameter.Kind.WHOLE_NUMBER
                                ? "" + parameter.most()
                                : parameter.kind() == ServiceParameter.Kind.TIME
                                    ? "2026-01-02T03:04:05Z"
                                    : "a"))
        .collect(Collectors.joining(", "));
  }

  @Test
  void the_ten_subtypes_of_aws_are_known_with_their_parameters() {
    assertEquals(
        Set.of(
            "EventBridge-PutEvents: Detail* DetailType* Source* Time EventBusName Resources TraceHeader",
            "SQS-SendMessage: QueueUrl* MessageBody* DelaySeconds MessageAttributes MessageDeduplicationId MessageGroupId MessageSystemAttributes",
            "SQS-ReceiveMessage: QueueUrl* AttributeNames MaxNumberOfMessages MessageAttributeNames ReceiveRequestAttemptId VisibilityTimeout WaitTimeSeconds",
            "SQS-DeleteMessage: QueueUrl* ReceiptHandle*",
            "SQS-PurgeQueue: QueueUrl*",
            "AppConfig-GetConfiguration: Application* Environment* Configuration* ClientId* ClientConfigurationVersion",
            "Kinesis-PutRecord: StreamName* Data* PartitionKey* SequenceNumberForOrdering ExplicitHashKey",
            "StepFunctions-StartExecution: StateMachineArn* Name Input",
            "StepFunctions-StartSyncExecution: StateMachineArn* Name Input TraceHeader",
            "StepFunctions-StopExecution: ExecutionArn* Cause Error"),
        Arrays.stream(ServiceAction.values())
            .map(
                action ->
                    action.subtype()
                        + action.parameters().stream()
                            .map(p -> " " + p.name() + (p.isRequired() ? "*" : ""))
                            .collect(Collectors.joining("", ":", "")))
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void each_is_read_with_all_parameters(ServiceAction action) throws ConfigurationException {
    ServiceCall call = call(action.subtype(), allOf(action) + ", 'Region': 'eu-west-1'");
    assertEquals(action, call.action());
    assertEquals(
        action.parameters().stream().map(ServiceParameter::name).collect(Collectors.toSet()),
        call.arguments().keySet());
    assertEquals("eu-west-1", call.region().resolve(Map.of()));
    assertEquals(action.parameters().isEmpty(), call.arguments().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void each_needs_each_of_its_required_parameters(ServiceAction action) {
    for (ServiceParameter parameter : action.parameters()) {
      if (parameter.isRequired()) {
        String without = allOf(action).replaceFirst("'" + parameter.name() + "': '[^']*'(, )?", "");
        String told = problem(action.subtype(), without.replaceFirst(", $", ""));
        assertEquals(
            "integrations/pets.json: RequestParameters.%s: is missing: add it, for instance `\"%s\": \"%s\"`"
                .formatted(parameter.name(), parameter.name(), parameter.example()),
            told.lines()
                .filter(line -> line.contains("integrations/"))
                .findFirst()
                .orElse(told)
                .strip());
      }
    }
  }

  @Test
  void all_that_is_needed_is_told_when_there_are_no_parameters() {
    String told =
        assertThrows(
                ConfigurationException.class,
                () -> integration("'IntegrationSubtype': 'Kinesis-PutRecord'"))
            .getMessage();
    assertTrue(
        told.contains(
            "RequestParameters: is missing: add it, for instance `\"RequestParameters\": {\"StreamName\": \"pets\", \"Data\": \"$request.body\", \"PartitionKey\": \"$context.requestId\"}`"),
        told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SQS-SendMesage||IntegrationSubtype: is `SQS-SendMesage`, which is no subtype: did you mean `SQS-SendMessage`?",
        "DynamoDB-PutItemInTable||write one of EventBridge-PutEvents, SQS-SendMessage",
        "SQS-PurgeQueue|'QueueUrl': 'q', 'MessageBody': 'x'|RequestParameters.MessageBody: is unknown: remove it, SQS-PurgeQueue has QueueUrl, Region",
        "SQS-PurgeQueue|'QueueURL': 'q'|RequestParameters.QueueURL: is unknown: did you mean `QueueUrl`?",
        "SQS-PurgeQueue|'QueueUrl': 'q', 'append:header.x': 'x'|is a parameter mapping, of which services have none",
        "SQS-PurgeQueue|'QueueUrl': ''|RequestParameters.QueueUrl: has no value",
        "SQS-PurgeQueue|'QueueUrl': 1|RequestParameters.QueueUrl: is a number, but must be a string",
        "SQS-PurgeQueue|'QueueUrl': '$request.heder.x'|did you mean `header`?",
        "SQS-PurgeQueue|'QueueUrl': '$response.header.x'|which there is not in a request",
        "SQS-PurgeQueue|'QueueUrl': 'q', 'Region': '$request.header.region'|RequestParameters.Region: is `$request.header.region`, but no request may decide where the gateway calls",
        "SQS-PurgeQueue|'QueueUrl': 'q', 'Region': '${request.header.region}'|no request may decide",
        "SQS-PurgeQueue|'QueueUrl': 'q', 'Region': 'evil.example/'|is `evil.example/`, which is no region",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'DelaySeconds': '901'|RequestParameters.DelaySeconds: is `901`: write a whole number from 0 to 900, in quotes",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'DelaySeconds': 'soon'|is `soon`: write a whole number",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'MessageAttributes': 'x'|is no object of attributes",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'MessageAttributes': '{x'|is no object of attributes",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'MessageAttributes': '{\"a\": {\"StringValue\": \"x\"}}'|has an attribute `a` without `DataType`",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'MessageAttributes': '{\"a\": {\"DataType\": \"String\"}}'|without one of `StringValue` and `BinaryValue`",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'MessageAttributes': '{\"a\": {\"DataType\": \"Text\", \"StringValue\": \"x\"}}'|whose `DataType` is `Text`",
        "SQS-SendMessage|QUEUE'MessageBody': 'x', 'MessageAttributes': '{\"a\": {\"Type\": \"Text\"}}'|has an attribute `a` with `Type`",
        "SQS-ReceiveMessage|QUEUE'AttributeNames': '[1]'|is no list of strings",
        "SQS-ReceiveMessage|QUEUE'AttributeNames': 'All', 'AttributeName': 'All'|AttributeName: is the same as `AttributeNames`: keep one",
        "EventBridge-PutEvents|'Detail': 'x', 'DetailType': 'x', 'Source': 'x', 'Time': 'now'|RequestParameters.Time: is `now`, which is no time",
      })
  void what_could_never_work_is_refused(String subtype, String parameters, String expected) {
    String told =
        problem(
            subtype,
            parameters == null ? "" : parameters.replace("\"", "\\\"").replace("QUEUE", QUEUE));
    assertTrue(told.contains(expected), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'IntegrationUri': 'https://x'|IntegrationUri: is not for services",
        "'PayloadFormatVersion': '2.0'|is `2.0`, but services have no other than `1.0`",
        "'CredentialsArn': 'arn:aws:iam::*:user/*'|callers' credentials",
        "'ConnectionType': 'VPC_LINK'|functions and services are asked directly",
        "'TimeoutInMillis': 30001|TimeoutInMillis: is 30001",
        "'ResponseParameters': {'200': {'overwrite:path': 'x'}}|ResponseParameters.200.overwrite:path",
      })
  void what_no_service_can_have_is_refused(String property, String expected) {
    String told =
        assertThrows(
                ConfigurationException.class,
                () ->
                    integration(
                        "'IntegrationSubtype': 'SQS-PurgeQueue', 'RequestParameters': {'QueueUrl': 'q'}, "
                            + property))
            .getMessage();
    assertTrue(told.contains(expected), told);
  }

  @Test
  void a_subtype_is_for_aws_proxy_alone() {
    file(
        "integrations/pets.json",
        "{'IntegrationType': 'HTTP_PROXY', 'IntegrationUri': 'https://x', 'IntegrationSubtype': 'SQS-PurgeQueue'}");
    String told = assertThrows(ConfigurationException.class, this::read).getMessage();
    assertTrue(told.contains("IntegrationSubtype: is for `AWS_PROXY` only"), told);
  }

  @Test
  void what_aws_prints_is_read_as_it_is() throws ConfigurationException {
    Integration read =
        integration(
            """
            'ConnectionType': 'INTERNET', 'CredentialsArn': 'arn:aws:iam::123456789012:role/apigateway-sqs',
            'IntegrationId': 'pets', 'IntegrationSubtype': 'SQS-SendMessage', 'PayloadFormatVersion': '1.0',
            'RequestParameters': {'QueueUrl': '$request.header.queueUrl', 'MessageBody': '$request.body.message'},
            'ResponseParameters': {'200': {'append:header.x': 'y'}}, 'TimeoutInMillis': 5000
            """);
    assertEquals("arn:aws:iam::123456789012:role/apigateway-sqs", read.service().credentialsArn());
    assertTrue(read.service().needsBody());
    assertNull(read.service().region());
    assertEquals(List.of(), read.mappings().request());
    assertEquals(Set.of(200), read.mappings().responses().keySet());
    assertEquals(5000, read.timeoutMillis());
    assertEquals("SQS-SendMessage[QueueUrl, MessageBody]", read.service().toString());
  }

  @Test
  void the_examples_of_the_page_are_read_and_there_is_one_of_each() throws Exception {
    String page = Files.readString(Path.of("docs/integrations.md"));
    Set<ServiceAction> shown = EnumSet.noneOf(ServiceAction.class);
    Matcher example = Pattern.compile("```json\\n(\\{.*?)```", Pattern.DOTALL).matcher(page);
    while (example.find()) {
      if (example.group(1).contains("IntegrationSubtype")) {
        files.put("integrations/pets.json", example.group(1).getBytes(UTF_8));
        shown.add(read().plain().integrations().get("pets").service().action());
      }
    }
    assertEquals(EnumSet.allOf(ServiceAction.class), shown);
  }

  @Test
  void json_is_read_once_and_its_strings_are_expressions() throws ConfigurationException {
    ServiceCall call =
        call(
            "SQS-SendMessage",
            QUEUE
                + "'MessageBody': 'x', 'MessageAttributes': '{\\\"a\\\": {\\\"DataType\\\": \\\"String\\\", \\\"StringValue\\\": \\\"${request.header.a}\\\"}}'");
    ServiceArgument.Attributes attributes =
        assertInstanceOf(
            ServiceArgument.Attributes.class, call.arguments().get("MessageAttributes"));
    assertNull(attributes.attributes().get("a").get("StringValue").constant());
    assertTrue(!call.needsBody());
    ServiceCall list =
        call("SQS-ReceiveMessage", QUEUE + "'AttributeName': '[\\\"a\\\", \\\"$request.body\\\"]'");
    assertInstanceOf(ServiceArgument.Texts.class, list.arguments().get("AttributeNames"));
    assertTrue(list.needsBody());
  }

  @ParameterizedTest
  @CsvSource({"$stageVariables.region", "${stageVariables.region}", "eu-${stageVariables.part}-1"})
  void a_stage_may_name_the_region(String region) throws ConfigurationException {
    ServiceCall call = call("SQS-PurgeQueue", "'QueueUrl': 'q', 'Region': '" + region + "'");
    assertEquals("eu-west-1", call.region().resolve(Map.of("region", "eu-west-1", "part", "west")));
    assertThrows(IllegalArgumentException.class, () -> call.region().resolve(Map.of()));
  }

  @Test
  void a_stage_variable_that_makes_no_region_is_refused_with_the_configuration() {
    file("stages/s.json", "{'StageVariables': {'r': 'a/b'}}");
    file("routes/r.json", "{'RouteKey': '$default', 'Target': 'integrations/pets'}");
    String told = problem("SQS-PurgeQueue", "'QueueUrl': 'q', 'Region': '$stageVariables.r'");
    assertTrue(
        told.contains(
            "RequestParameters.Region: in the stage `s` of `stages/s.json`, it is `a/b`, which is no region"),
        told);
  }
}
