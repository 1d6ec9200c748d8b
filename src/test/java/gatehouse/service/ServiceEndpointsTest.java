package gatehouse.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.config.ServiceAction;
import gatehouse.upstream.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceEndpointsTest {

  @ParameterizedTest
  @CsvSource({
    "EVENT_BRIDGE_PUT_EVENTS, us-east-1, events.us-east-1.amazonaws.com",
    "SQS_SEND_MESSAGE, eu-west-1, sqs.eu-west-1.amazonaws.com",
    "SQS_PURGE_QUEUE, cn-north-1, sqs.cn-north-1.amazonaws.com.cn",
    "APP_CONFIG_GET_CONFIGURATION, us-gov-west-1, appconfig.us-gov-west-1.amazonaws.com",
    "KINESIS_PUT_RECORD, us-iso-east-1, kinesis.us-iso-east-1.c2s.ic.gov",
    "KINESIS_PUT_RECORD, us-isob-east-1, kinesis.us-isob-east-1.sc2s.sgov.gov",
    "KINESIS_PUT_RECORD, us-isof-south-1, kinesis.us-isof-south-1.csp.hci.ic.gov",
    "KINESIS_PUT_RECORD, eu-isoe-west-1, kinesis.eu-isoe-west-1.cloud.adc-e.uk",
    "KINESIS_PUT_RECORD, eusc-de-east-1, kinesis.eusc-de-east-1.amazonaws.eu",
    "STEP_FUNCTIONS_START_EXECUTION, us-east-1, states.us-east-1.amazonaws.com",
    "STEP_FUNCTIONS_START_SYNC_EXECUTION, us-east-1, sync-states.us-east-1.amazonaws.com",
    "STEP_FUNCTIONS_STOP_EXECUTION, us-east-1, states.us-east-1.amazonaws.com",
  })
  void services_are_in_their_region(ServiceAction action, String region, String host) {
    assertEquals(new Origin("https", host, 443), new ServiceEndpoints(Map.of()).of(action, region));
  }

  @Test
  void the_operators_endpoint_is_for_its_service_alone_and_has_no_prefix() {
    Origin local = new Origin("http", "localhost", 8083);
    ServiceEndpoints endpoints = new ServiceEndpoints(Map.of(AwsService.STEP_FUNCTIONS, local));
    assertEquals(
        local, endpoints.of(ServiceAction.STEP_FUNCTIONS_START_SYNC_EXECUTION, "us-east-1"));
    assertEquals(
        "sqs.us-east-1.amazonaws.com",
        endpoints.of(ServiceAction.SQS_PURGE_QUEUE, "us-east-1").host());
  }
}
