package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lines of {@code gatehouse.x=value}: values that make no sense are told with their names. */
final class SettingsFuzz implements FuzzTarget {

  private static final List<Consumer<Settings>> READERS =
      List.of(
          Settings::configurationDirectory,
          Settings::reloadInterval,
          Settings::maxIntegrationTimeoutMillis,
          Settings::trustedProxies,
          Settings::maxResponseHeadBytes,
          Settings::retries,
          Settings::authorizerCacheBytes,
          Settings::jwtAlgorithms,
          Settings::accessLogs,
          Settings::identity,
          Settings::traffic,
          Settings::endpoints,
          Settings::upstream);

  @Override
  public void check(Draws input) {
    Map<String, String> properties = new HashMap<>();
    String all = input.rest();
    for (String line : all.split("\n", -1)) {
      String[] pair = line.split("=", 2);
      if (pair.length == 2) {
        properties.put(pair[0], pair[1]);
      }
    }
    Settings settings =
        new Settings(new SettingSource(name -> null, properties::get, new HashMap<>()));
    for (Consumer<Settings> reader : READERS) {
      try {
        reader.accept(settings);
      } catch (IllegalArgumentException fault) {
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.contains("gatehouse."), message);
        assertTrue(message.length() < 2_000 + all.length(), message);
      }
    }
  }
}
