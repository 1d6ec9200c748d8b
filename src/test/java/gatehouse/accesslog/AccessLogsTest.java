package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.config.AccessLogSettings;
import gatehouse.config.AuditFile;
import gatehouse.config.LogDestination;
import gatehouse.config.LogFormat;
import gatehouse.http.Exchange;
import gatehouse.http.Ticker;
import gatehouse.pipeline.ExchangeListener;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.LogCapture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogsTest {

  private static final String ARN = "arn:aws:logs:us-east-1:123456789012:log-group:pets:*";

  @TempDir private Path directory;

  @Test
  void each_of_many_requests_at_once_has_one_whole_line() throws Exception {
    int threads = 64;
    int each = 250;
    AccessLogs logs = logs("container", null);
    try (logs) {
      // Two stages, one file.
      List<ExchangeListener> stages =
          List.of(
              logs.of(settings("file:access.log", "one $context.requestId $context.path")),
              logs.of(
                  settings(
                      "file:" + directory.resolve("access.log"),
                      "two $context.requestId $context.path")));
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        Thread started =
            new Thread(
                () -> {
                  for (int i = 0; i < each; i++) {
                    Exchange exchange = Exchanges.get("/" + thread + "/" + i, null);
                    stages.get(i % 2).began(exchange);
                    stages.get(i % 2).ended(exchange);
                  }
                });
        started.start();
        running.add(started);
      }
      for (Thread thread : running) {
        thread.join();
      }
    }
    assertEquals(0, logs.lost());
    Set<String> expected =
        IntStream.range(0, threads * each)
            .mapToObj(
                n -> {
                  int i = n % each;
                  return (i % 2 == 0 ? "one" : "two") + " id= /v0/" + n / each + "/" + i;
                })
            .collect(Collectors.toSet());
    List<String> lines = Files.readAllLines(directory.resolve("access.log"));
    assertEquals(threads * each, lines.size());
    assertEquals(expected, Set.copyOf(lines));
  }

  @Test
  void a_file_that_no_stage_names_any_more_leaves_nothing_behind() throws Exception {
    try (AccessLogs logs = logs("container", null)) {
      ExchangeListener kept = logs.of(settings("file:kept.log", "$context.requestId"));
      for (int i = 0; i < 1_000; i++) {
        logs.of(settings("file:" + i + ".log", "$context.requestId"));
      }
      while (logs.destinations() > 2) {
        System.gc();
        logs.of(settings("file:kept.log", "$context.requestId"));
      }
      kept.ended(Exchanges.get("/a", null));
    }
    assertEquals("id=\n", Files.readString(directory.resolve("kept.log")));
  }

  @Test
  void a_stage_that_says_nothing_has_no_log_and_no_thread() {
    try (AccessLogs logs = logs("container", null)) {
      assertSame(ExchangeListener.NONE, logs.of(null));
      assertFalse(isRunning());
      logs.of(settings("container", "$context.requestId"));
      assertTrue(isRunning());
    }
    assertFalse(isRunning());
  }

  @Test
  void a_stage_that_says_nothing_has_the_format_of_the_deployment() throws Exception {
    try (AccessLogs logs = logs("file:all.log", "all $context.requestId")) {
      logs.of(null).ended(Exchanges.get("/a", null));
      logs.of(settings("file:own.log", "own $context.requestId")).ended(Exchanges.get("/a", null));
    }
    assertEquals("all id=\n", Files.readString(directory.resolve("all.log")));
    assertEquals("own id=\n", Files.readString(directory.resolve("own.log")));
  }

  @Test
  void the_format_of_the_deployment_is_warned_of() {
    try (LogCapture log = new LogCapture();
        AccessLogs logs = logs("container", "$context.requestId $context.statsu")) {
      assertEquals(
          List.of(
              "WARNING gatehouse.accessLog.format: `$context.statsu` is unknown and logged as `-`:"
                  + " did you mean `$context.status`?"),
          log.messages());
      assertEquals(0, logs.lost());
    }
  }

  @Test
  void a_log_group_stands_for_where_logs_usually_go() throws Exception {
    try (AccessLogs logs = logs("file:usual.log", null)) {
      logs.of(settings(ARN, "$context.requestId")).ended(Exchanges.get("/a", null));
    }
    assertEquals("id=\n", Files.readString(directory.resolve("usual.log")));
  }

  @Test
  void lines_go_to_the_servers_log_as_they_are() {
    try (LogCapture log = new LogCapture()) {
      try (AccessLogs logs = logs("container", null)) {
        logs.of(settings(ARN, "a {0} %s $context.requestId")).ended(Exchanges.get("/a", null));
      }
      assertEquals(List.of("INFO a {0} %s id="), log.messages());
    }
  }

  @Test
  void standard_output_gets_an_object_a_line() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    try (AccessLogs logs = logs("stdout", null)) {
      logs.of(settings("stdout", "\"$context.path\" $context.requestId"))
          .ended(Exchanges.get("/%22", null));
      logs.of(settings(ARN, "{\"id\":\"$context.requestId\"}")).ended(Exchanges.get("/a", null));
    } finally {
      System.setOut(before);
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    JsonNode wrapped = new ObjectMapper().readTree(lines.get(0));
    assertEquals("2020-03-12T19:03:58.390Z", wrapped.get("time").textValue());
    assertEquals("a1b2c3", wrapped.get("apiId").textValue());
    assertEquals("v0", wrapped.get("stage").textValue());
    assertEquals("id=", wrapped.get("requestId").textValue());
    assertEquals("\"/v0/\\\"\" id=", wrapped.get("line").textValue());
    assertEquals(5, wrapped.size());
    assertEquals("{\"id\":\"id=\"}", lines.get(1));
  }

  @Test
  void what_comes_after_the_end_is_lost_and_fails_nobody() {
    AccessLogs logs = logs("container", null);
    ExchangeListener log = logs.of(settings("file:access.log", "$context.requestId"));
    logs.close();
    log.ended(Exchanges.get("/a", null));
    logs.close();

    assertFalse(Files.exists(directory.resolve("access.log")));
    assertEquals(1, logs.lost());
  }

  @Test
  void no_stage_writes_to_the_audit_log() throws IOException {
    Path audit = Files.writeString(directory.resolve("audit.log"), "audit\n");
    Path old = Files.writeString(directory.resolve("audit.log.2026-01-01.1"), "old\n");
    Files.createSymbolicLink(directory.resolve("link"), audit);
    try (LogCapture log = new LogCapture()) {
      try (AccessLogs logs = logs("container", null, audit)) {
        for (String file : List.of("audit.log", "audit.log.2026-01-01.1", "link")) {
          logs.of(settings("file:" + file, "$context.requestId")).ended(Exchanges.get("/a", null));
        }
      }
      assertEquals(
          3,
          log.messages().stream().filter(line -> line.contains("file of the audit log")).count());
    }
    assertEquals("audit\n", Files.readString(audit));
    assertEquals("old\n", Files.readString(old));
  }

  private AccessLogs logs(String usual, String format) {
    return logs(usual, format, null);
  }

  private AccessLogs logs(String usual, String format, Path audit) {
    LogDestination destination = LogDestination.parse(usual);
    return new AccessLogs(
        new AccessLogOptions(
            destination,
            format == null ? null : new AccessLogSettings(destination, LogFormat.parse(format)),
            directory,
            10_000_000,
            5),
        Ticker.SYSTEM,
        audit == null ? null : new AuditFile(audit));
  }

  private static AccessLogSettings settings(String destination, String format) {
    return new AccessLogSettings(LogDestination.parse(destination), LogFormat.parse(format));
  }

  private static boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("gatehouse-access-log"));
  }
}
