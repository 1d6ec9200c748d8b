package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One text, read as each of the names that a configuration has: functions, regions, hosts,
 * destinations of logs, keys of mappings, services and their parameters.
 */
final class NamesFuzz implements FuzzTarget {

  private static final List<Consumer<String>> READERS =
      List.of(
          NamesFuzz::function,
          NamesFuzz::region,
          NamesFuzz::host,
          NamesFuzz::destination,
          text -> mapping(text, false),
          text -> mapping(text, true),
          NamesFuzz::action,
          NamesFuzz::argument,
          text -> assertEquals(text, PayloadFormat.parse(text).version()));

  @Override
  public void check(Draws input) {
    String text = input.rest();
    for (Consumer<String> reader : READERS) {
      try {
        reader.accept(text);
      } catch (IllegalArgumentException fault) {
        // The reader of the file has the message on one line.
        Promise.isTold(new IllegalArgumentException(Quote.oneLine("" + fault.getMessage())), text);
      }
    }
  }

  private static void function(String text) {
    FunctionUri uri = FunctionUri.parse(text);
    assertEquals(text, uri.toString());
    FunctionArn arn = uri.resolve(values(uri.stageVariables()));
    assertEquals(arn, FunctionArn.parse(arn.toString()));
    assertTrue(arn.toString().endsWith(arn.qualifiedName()));
    assertTrue(arn.toString().matches("[!-~]+"));
  }

  private static void region(String text) {
    RegionName region = RegionName.parse(text);
    String name = region.resolve(values(region.stageVariables()));
    assertTrue(name.matches("[a-z0-9-]{1,60}"), name);
    assertEquals(name, RegionName.parse(name).resolve(Map.of()));
  }

  private static void host(String text) {
    String host = HostJson.parse(text);
    assertEquals(host, host.toLowerCase(Locale.ROOT));
    assertEquals(host, HostJson.parse(host.indexOf(':') < 0 ? host : "[" + host + "]"));
    assertTrue(host.matches("[0-9a-z._:-]+"), host);
  }

  private static void destination(String text) {
    LogDestination destination = LogDestination.parse(text);
    assertEquals(text, destination.text());
    if (destination.kind() == LogDestination.Kind.FILE) {
      assertEquals(text, "file:" + destination.path());
      assertFalse(List.of(destination.path().split("/", -1)).contains(".."));
    }
  }

  private static void mapping(String text, boolean ofResponse) {
    MappingKey key = MappingKey.parse(text, ofResponse);
    String place =
        (key.operation() + ":" + key.target()).toLowerCase(Locale.ROOT)
            + (key.name().isEmpty() ? "" : "." + key.name());
    assertEquals(text, place);
    assertNotEquals("connection", key.name().toLowerCase(Locale.ROOT).strip(), text);
  }

  private static void action(String text) {
    assertEquals(text, ServiceAction.parse(text).subtype());
  }

  private static void argument(String text) {
    for (ServiceAction action :
        List.of(ServiceAction.SQS_SEND_MESSAGE, ServiceAction.EVENT_BRIDGE_PUT_EVENTS)) {
      for (ServiceParameter parameter : action.parameters()) {
        try {
          ServiceArgumentJson.parse(parameter, text);
        } catch (IllegalArgumentException fault) {
          assertFalse(String.valueOf(fault.getMessage()).isBlank());
        }
      }
    }
  }

  private static Map<String, String> values(Set<String> names) {
    Map<String, String> values = new HashMap<>();
    names.forEach(name -> values.put(name, "us-east-1"));
    return values;
  }
}
