package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.service.AwsService;
import gatehouse.upstream.Origin;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSettingsTest {

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final EndpointSettings settings =
      new EndpointSettings(new SettingSource(name -> null, properties::get, environment));

  @Test
  void without_any_setting_it_is_awss() {
    assertNull(settings.lambda());
  }

  @Test
  void ours_goes_before_awss_and_the_services_before_the_general_one() {
    environment.put("AWS_ENDPOINT_URL", "https://general");
    assertEquals(new Origin("https", "general", 443), settings.lambda());
    environment.put("AWS_ENDPOINT_URL_LAMBDA", "http://lambda:4566/");
    assertEquals(new Origin("http", "lambda", 4566), settings.lambda());
    properties.put("gatehouse.lambda.endpoint", "http://[::1]");
    assertEquals(new Origin("http", "::1", 80), settings.lambda());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:4566",
        "ftp://x",
        "http://x/path",
        "http://u@x",
        "http://",
        "http://x?a"
      })
  void what_is_no_url_of_a_server_is_refused(String text) {
    properties.put("gatehouse.lambda.endpoint", text);
    assertThrows(IllegalArgumentException.class, settings::lambda);
  }

  @Test
  void each_service_has_an_endpoint_of_its_own() {
    assertEquals(Map.of(), settings.services());
    environment.put("AWS_ENDPOINT_URL_SFN", "http://sfn:8083");
    properties.put("gatehouse.eventBridge.endpoint", "http://events:4010");
    environment.put("GATEHOUSE_APP_CONFIG_ENDPOINT", "http://configs:4011");
    assertEquals(
        Map.of(
            AwsService.STEP_FUNCTIONS, new Origin("http", "sfn", 8083),
            AwsService.EVENT_BRIDGE, new Origin("http", "events", 4010),
            AwsService.APP_CONFIG, new Origin("http", "configs", 4011)),
        settings.services());
    environment.put("AWS_ENDPOINT_URL", "http://all:4566");
    environment.put("AWS_ENDPOINT_URL_EVENTBRIDGE", "http://unused");
    environment.put("AWS_ENDPOINT_URL_APPCONFIG", "http://unused");
    environment.put("AWS_ENDPOINT_URL_KINESIS", "http://kinesis");
    environment.put("AWS_ENDPOINT_URL_SQS", "http://queues");
    properties.put("gatehouse.sqs.endpoint", "http://elasticmq:9324");
    assertEquals(
        Map.of(
            AwsService.STEP_FUNCTIONS, new Origin("http", "sfn", 8083),
            AwsService.EVENT_BRIDGE, new Origin("http", "events", 4010),
            AwsService.APP_CONFIG, new Origin("http", "configs", 4011),
            AwsService.KINESIS, new Origin("http", "kinesis", 80),
            AwsService.SQS, new Origin("http", "elasticmq", 9324)),
        settings.services());
    environment.remove("AWS_ENDPOINT_URL_SFN");
    assertEquals(
        new Origin("http", "all", 4566), settings.services().get(AwsService.STEP_FUNCTIONS));
    properties.put("gatehouse.kinesis.endpoint", "nowhere");
    assertThrows(IllegalArgumentException.class, settings::services);
  }
}
