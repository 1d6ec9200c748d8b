package gatehouse.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Configuration;
import gatehouse.config.Problem;
import gatehouse.config.RouteSettings;
import gatehouse.config.StageSettings;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Outcome;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.RouteMatch;
import gatehouse.pipeline.ExchangeListener;
import gatehouse.registry.Loaded;
import gatehouse.registry.RegistryState;
import gatehouse.upstream.ConnectionCounts;
import gatehouse.upstream.pool.TargetStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final ApiStage STAGE = new ApiStage("0", "pets", "v0", Map.of());
  private static final StageSettings DETAILED =
      new StageSettings(new RouteSettings(null, null, true), Map.of(), null);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void a_stage_has_awss_six_metrics() {
    ExchangeListener listener = plan(StageSettings.NONE);

    end(listener, exchange(null), 200, 300_000_000, 40_000_000);
    end(listener, exchange(null), 404, 1_000_000, Outcome.NONE);
    end(listener, exchange(null), 503, 2_000_000, 1_000_000);

    String text = text();
    assertLine(text, "gatehouse_requests_total{api=\"pets\",stage=\"v0\"} 3.0");
    assertLine(text, "gatehouse_client_errors_total{api=\"pets\",stage=\"v0\"} 1.0");
    assertLine(text, "gatehouse_server_errors_total{api=\"pets\",stage=\"v0\"} 1.0");
    assertLine(text, "gatehouse_latency_seconds_count{api=\"pets\",stage=\"v0\"} 3");
    assertLine(text, "gatehouse_latency_seconds_sum{api=\"pets\",stage=\"v0\"} 0.303");
    assertLine(text, "gatehouse_latency_seconds_bucket{api=\"pets\",stage=\"v0\",le=\"0.25\"} 2");
    assertLine(text, "gatehouse_latency_seconds_bucket{api=\"pets\",stage=\"v0\",le=\"0.5\"} 3");
    assertLine(text, "gatehouse_integration_latency_seconds_count{api=\"pets\",stage=\"v0\"} 2");
    assertLine(text, "gatehouse_integration_latency_seconds_sum{api=\"pets\",stage=\"v0\"} 0.041");
    assertLine(
        text,
        "gatehouse_data_processed_bytes_total{api=\"pets\",direction=\"in\",stage=\"v0\"} 15.0");
    assertLine(
        text,
        "gatehouse_data_processed_bytes_total{api=\"pets\",direction=\"out\",stage=\"v0\"} 21.0");
    assertLine(text, "gatehouse_requests_in_flight{api=\"pets\",stage=\"v0\"} 0.0");
  }

  @Test
  void requests_under_way_are_seen() {
    ExchangeListener listener = plan(StageSettings.NONE);

    listener.began(exchange(null));

    assertLine(text(), "gatehouse_requests_in_flight{api=\"pets\",stage=\"v0\"} 1.0");
  }

  @Test
  void what_the_gateway_throttles_is_counted_apart_from_what_an_upstream_does() {
    ExchangeListener listener = plan(StageSettings.NONE);
    Exchange ours = exchange(null);
    ours.outcome().refused("Too Many Requests", "THROTTLED");

    end(listener, ours, 429, 1, Outcome.NONE);
    end(listener, exchange(null), 429, 1, 1);

    assertLine(text(), "gatehouse_throttled_requests_total{api=\"pets\",stage=\"v0\"} 1.0");
    assertLine(text(), "gatehouse_client_errors_total{api=\"pets\",stage=\"v0\"} 2.0");
  }

  @Test
  void what_is_shed_is_counted_apart_from_what_an_upstream_fails() {
    ExchangeListener listener = plan(StageSettings.NONE);
    Exchange ours = exchange(null);
    ours.outcome().shed();

    end(listener, ours, 503, 1, Outcome.NONE);
    end(listener, exchange(null), 503, 1, 1);

    assertLine(text(), "gatehouse_shed_requests_total{api=\"pets\",stage=\"v0\"} 1.0");
    assertLine(text(), "gatehouse_server_errors_total{api=\"pets\",stage=\"v0\"} 2.0");
  }

  @Test
  void routes_have_metrics_only_when_they_are_detailed() {
    MatchedRoute detailed = route("GET /a");
    MatchedRoute plain = route("GET /b");
    StageSettings settings =
        new StageSettings(
            RouteSettings.NONE, Map.of("GET /a", new RouteSettings(null, null, true)), null);
    ExchangeListener listener = plan(settings, detailed, plain);

    end(listener, exchange(detailed), 200, 1, 1);
    end(listener, exchange(plain), 200, 1, 1);
    end(listener, exchange(null), 404, 1, Outcome.NONE);

    assertLine(text(), "gatehouse_requests_total{api=\"pets\",stage=\"v0\"} 3.0");
    assertEquals(
        List.of("gatehouse_route_requests_total{api=\"pets\",route=\"GET /a\",stage=\"v0\"} 1.0"),
        lines("gatehouse_route_requests_total{"));
  }

  @Test
  void what_no_route_takes_is_one_label_whatever_the_client_sends() {
    ExchangeListener listener = plan(DETAILED, route("GET /a"));

    for (String path : List.of("/x", "/y", "/z")) {
      end(listener, exchange(null, path), 404, 1, Outcome.NONE);
    }

    assertEquals(
        List.of(
            "gatehouse_route_requests_total{api=\"pets\",route=\"GET /a\",stage=\"v0\"} 0.0",
            "gatehouse_route_requests_total{api=\"pets\",route=\"unmatched\",stage=\"v0\"} 3.0"),
        lines("gatehouse_route_requests_total{"));
  }

  @Test
  void a_route_key_cannot_break_out_of_its_label() {
    plan(DETAILED, route("GET /a\"} 1\ngatehouse_x{b=\"\\"));

    assertTrue(
        text().contains("route=\"GET /a\\\"} 1\\ngatehouse_x{b=\\\"\\\\\""),
        MetricsTest.this::text);
    assertEquals(List.of(), lines("gatehouse_x"));
  }

  @Test
  void a_new_plan_resets_no_counter() {
    MatchedRoute before = route("GET /a");
    end(plan(DETAILED, before), exchange(before), 200, 1, 1);
    MatchedRoute after = route("GET /a");
    ExchangeListener listener = plan(DETAILED, after, route("GET /b"));

    end(listener, exchange(after), 200, 1, 1);

    assertLine(text(), "gatehouse_requests_total{api=\"pets\",stage=\"v0\"} 2.0");
    assertLine(
        text(), "gatehouse_route_requests_total{api=\"pets\",route=\"GET /a\",stage=\"v0\"} 2.0");
  }

  @Test
  void ten_thousand_plans_with_other_routes_leave_nothing_behind() {
    plan(DETAILED, route("GET /first"));
    int before = text().split("\n").length;

    for (int i = 0; i < 10_000; i++) {
      metrics.compiling();
      listener(new ApiStage("0", "pets", "v" + i, Map.of()), DETAILED, route("GET /" + i));
      metrics.inService();
    }

    assertEquals(before, text().split("\n").length);
    assertLine(text(), "gatehouse_requests_total{api=\"pets\",stage=\"v9999\"} 0.0");
  }

  @Test
  void plans_that_cannot_be_compiled_leave_nothing_behind() {
    MatchedRoute route = route("GET /a");
    ExchangeListener listener = plan(DETAILED, route);
    String before = text();

    for (int i = 0; i < 3; i++) {
      metrics.compiling();
      listener(STAGE, DETAILED, route("GET /failing" + i));
    }
    metrics.compiling();

    assertEquals(before, text());
    end(listener, exchange(route), 200, 1, 1);
    assertLine(text(), "gatehouse_requests_total{api=\"pets\",stage=\"v0\"} 1.0");
  }

  @Test
  void the_configuration_is_told_of() {
    AtomicReference<RegistryState> state = new AtomicReference<>(RegistryState.INITIAL);
    metrics.watchConfiguration(state::get, () -> NOW);
    assertLine(text(), "gatehouse_configuration_age_seconds NaN");
    assertLine(text(), "gatehouse_configuration_current 0.0");

    state.set(state("abc", List.of()));
    assertLine(text(), "gatehouse_configuration_info{version=\"abc\"} 1");
    assertLine(text(), "gatehouse_configuration_current 1.0");
    assertLine(text(), "gatehouse_configuration_age_seconds 10.0");
    assertLine(text(), "gatehouse_configuration_last_load_timestamp_seconds 1.7672256E9");
    assertLine(text(), "gatehouse_configuration_loads_total 3.0");
    assertLine(text(), "gatehouse_configuration_failed_loads_total 2.0");
    assertLine(text(), "gatehouse_configuration_stages 0.0");

    state.set(state("def", List.of(new Problem("routes/a.json", null, "is wrong"))));
    assertLine(text(), "gatehouse_configuration_current 0.0");
    assertEquals(
        List.of("gatehouse_configuration_info{version=\"def\"} 1"),
        lines("gatehouse_configuration_info"));
  }

  @Test
  void upstreams_the_jvm_and_other_numbers_are_told_of() {
    metrics.watchUpstreams(() -> new ConnectionCounts(1, 2, 3, 4));
    metrics.watchJvm();
    metrics.gauge("gatehouse.some.gauge", "Some.", () -> 5);
    metrics.counter("gatehouse.some", "Some.", () -> 6);
    // Micrometer itself keeps weak references only.
    System.gc();

    String text = text();
    assertLine(text, "gatehouse_upstream_connections_leased 1.0");
    assertLine(text, "gatehouse_upstream_connections_available 2.0");
    assertLine(text, "gatehouse_upstream_connections_pending 3.0");
    assertLine(text, "gatehouse_upstream_connections_max 4.0");
    assertLine(text, "gatehouse_some_gauge 5.0");
    assertLine(text, "gatehouse_some_total 6.0");
    assertTrue(text.contains("\njvm_memory_used_bytes{area=\"heap\""), text);
    assertTrue(text.contains("\njvm_threads_live_threads "), text);
    assertTrue(text.contains("\njvm_gc_collection_seconds_count{gc="), text);
    assertFalse(text.contains("gatehouse_build_info{version=\"unknown\"}"), text);
    assertFalse(text.contains("${"), text);
  }

  @Test
  void hosts_of_connections_are_told_of_as_long_as_they_are_there() {
    AtomicReference<List<TargetStatus>> status =
        new AtomicReference<>(
            List.of(
                new TargetStatus("c", "one:80", 3, false, true),
                new TargetStatus("c", "two:80", 0, true, false)));
    metrics.watchTargets(status::get);

    String text = text();
    String one = "{connection=\"c\",target=\"one:80\"} ";
    String two = "{connection=\"c\",target=\"two:80\"} ";
    assertLine(text, "gatehouse_upstream_target_requests_in_flight" + one + "3.0");
    assertLine(text, "gatehouse_upstream_target_down" + one + "1.0");
    assertLine(text, "gatehouse_upstream_target_ejected" + one + "0.0");
    assertLine(text, "gatehouse_upstream_target_ejected" + two + "1.0");

    status.set(List.of(new TargetStatus("c", "two:80", 0, false, false)));
    String later = text();
    assertFalse(later.contains("one:80"), later);
    assertLine(later, "gatehouse_upstream_target_ejected" + two + "0.0");
  }

  @Test
  void retries_are_counted() {
    ExchangeListener listener = plan(StageSettings.NONE);
    Exchange exchange = exchange(null);
    exchange.outcome().integrationRetried();
    exchange.outcome().integrationRetried();

    end(listener, exchange, 200, 1, 1);

    assertLine(text(), "gatehouse_integration_retries_total{api=\"pets\",stage=\"v0\"} 2.0");
  }

  @Test
  void the_reader_chooses_between_two_formats() {
    metrics.counter("gatehouse.some", "Some.", () -> 6);

    assertEquals("text/plain; version=0.0.4; charset=utf-8", metrics.page(null).contentType());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", metrics.page("*/*").contentType());
    MetricsPage open = metrics.page("application/openmetrics-text;version=1.0.0,*/*;q=0.1");
    assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", open.contentType());
    assertTrue(new String(open.text(), StandardCharsets.UTF_8).endsWith("# EOF\n"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8",
        metrics
            .page(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                    + "encoding=delimited")
            .contentType());
  }

  private static RegistryState state(String version, List<Problem> problems) {
    return new RegistryState(
        3,
        NOW.minusSeconds(10),
        problems,
        new Loaded(Configuration.EMPTY, version),
        new RegistryState.Tally(3, 2, null));
  }

  private ExchangeListener plan(StageSettings settings, MatchedRoute... routes) {
    metrics.compiling();
    ExchangeListener listener = listener(STAGE, settings, routes);
    metrics.inService();
    return listener;
  }

  private ExchangeListener listener(
      ApiStage stage, StageSettings settings, MatchedRoute... routes) {
    return metrics.listeners().of(stage, settings, Arrays.asList(routes));
  }

  private static void end(
      ExchangeListener listener, Exchange exchange, int status, long nanos, long ofIntegration) {
    listener.began(exchange);
    if (ofIntegration != Outcome.NONE) {
      exchange.outcome().integrationEnded(ofIntegration);
      exchange.outcome().integrationAnswered(new Response(status, Headers.EMPTY, Body.EMPTY));
    }
    exchange.outcome().answered(status);
    exchange.outcome().ended(7, 5, nanos);
    listener.ended(exchange);
  }

  private static Exchange exchange(MatchedRoute route) {
    return exchange(route, "/");
  }

  private static Exchange exchange(MatchedRoute route, String text) {
    RequestPath path = RequestPath.parse(text);
    Request request =
        new Request(
            "GET",
            "HTTP/1.1",
            path,
            null,
            Headers.of("Host", "gateway.test"),
            Body.EMPTY,
            new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
            new Cancellation());
    return new Exchange(
        "id", Instant.EPOCH, request, new RouteMatch(STAGE, null, path, route), new Outcome());
  }

  private static MatchedRoute route(String key) {
    return new MatchedRoute(key, List.of(), (name, path) -> null);
  }

  private String text() {
    return new String(metrics.page(null).text(), StandardCharsets.UTF_8);
  }

  private List<String> lines(String start) {
    return text().lines().filter(line -> line.startsWith(start)).toList();
  }

  private static void assertLine(String text, String line) {
    assertTrue(text.lines().anyMatch(line::equals), () -> line + " is not in\n" + text);
  }
}
