package gatehouse.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.SigV4;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * Runs case files on a host, one test each. The host and the upstream serve all cases of a run, and
 * are closed with the stream of tests.
 */
public final class CaseRunner {

  private static final Path CASES = Path.of("src/test/resources/cases");

  /** {@code -Dtest.cases='(jwt|iam)/.*'} runs these alone. */
  private static final String WANTED = System.getProperty("test.cases", ".*");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Host host;

  /** For cases whose settings name the upstream: servers are kept by settings. */
  private final RawUpstream shared = RawUpstream.start();

  private CaseRunner(Host host) {
    this.host = host;
  }

  /** One test per case file, named by topic and sentence; for a {@code @TestFactory}. */
  public static Stream<DynamicTest> tests(Host host) {
    return tests(host, CASES);
  }

  static Stream<DynamicTest> tests(Host host, Path directory) {
    CaseRunner runner = new CaseRunner(host);
    return files(directory).stream()
        .filter(file -> directory.relativize(file).toString().matches(WANTED))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    directory.relativize(file).toString().replaceFirst("\\.json$", ""),
                    file.toAbsolutePath().toUri(),
                    () -> runner.run(file)))
        .onClose(runner::close);
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      // Those with the same settings together: for hosts that have one server at a time.
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted(Comparator.comparing(CaseRunner::settings).thenComparing(file -> file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String settings(Path file) {
    try {
      return JSON.readTree(file.toFile()).path("settings").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    host.close();
    shared.close();
  }

  /** With an upstream of its own, so that a late call of another case cannot take its answers. */
  private void run(Path file) throws Exception {
    Map<String, String> settings = Case.read(file, shared.url()).settings();
    if (settings != null && settings.values().stream().anyMatch(v -> v.contains(shared.url()))) {
      run(file, shared);
      return;
    }
    try (RawUpstream upstream = RawUpstream.start()) {
      run(file, upstream);
    }
  }

  private void run(Path file, RawUpstream upstream) throws Exception {
    Case read = Case.read(file, upstream.url());
    if (read.hosts() != null && !host.isAmong(read.hosts())) {
      throw new TestAbortedException("not in " + host.name() + ": " + read.why());
    }
    StandIn standIn = new StandIn(upstream, read.standing());
    host.set(read.settings() == null ? Map.of() : read.settings());
    host.configure(files(read.configuration()));
    boolean isLogged = read.exchanges().stream().anyMatch(step -> step.log() != null);
    int number = 0;
    for (Case.Step step : read.exchanges()) {
      String where = "exchange " + ++number;
      standIn.expect(step.calls());
      exchange(where + ", client", step);
      standIn.verify(where);
      if (isLogged) {
        verify(where, step.lines(), host.logged(step.lines().size()));
      }
    }
  }

  private void exchange(String where, Case.Step step) throws Exception {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (true) {
      Host.Answer answer = host.send(request(step.request()));
      try {
        verify(where, step.client(), answer);
        return;
      } catch (AssertionError e) {
        if (!step.eventually() || System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(5);
    }
  }

  private static Map<String, String> files(Map<String, JsonNode> configuration) {
    Map<String, String> files = new LinkedHashMap<>();
    configuration.forEach(
        (name, content) ->
            files.put(name, content.isTextual() ? content.textValue() : content.toPrettyString()));
    return files;
  }

  private static Host.Sent request(Case.Sending sending) {
    HeaderList given = sending.headers() == null ? HeaderList.NONE : sending.headers();
    byte[] body = StandIn.bytes(sending.body(), sending.bodySize());
    List<Field> headers = new ArrayList<>();
    if (!given.has("host")) {
      headers.add(new Field("Host", "gateway.test"));
    }
    headers.addAll(given.fields());
    if (body.length > 0 && !given.has("content-length") && !given.has("transfer-encoding")) {
      headers.add(new Field("Content-Length", Integer.toString(body.length)));
    }
    String method = sending.method() == null ? "GET" : sending.method();
    return sending.signed() == null
        ? new Host.Sent(method, sending.target(), headers, body)
        : signed(method, sending.target(), headers, body, sending.signed());
  }

  private static Host.Sent signed(
      String method, String target, List<Field> headers, byte[] body, Case.Signing signing) {
    SigV4 signer =
        new SigV4(
            signing.accessKeyId(),
            signing.secretAccessKey(),
            signing.sessionToken(),
            signing.region() == null ? "us-east-1" : signing.region(),
            Clock.systemUTC());
    SigV4.Signed signed =
        signer.sign(
            method,
            signing.target() == null ? target : signing.target(),
            headers,
            signing.body() == null ? body : signing.body().getBytes(StandardCharsets.UTF_8),
            signing.form() == null ? SigV4.Form.HEADER : signing.form());
    boolean isPresigned = signing.form() == SigV4.Form.PRESIGNED;
    return new Host.Sent(method, isPresigned ? signed.target() : target, signed.headers(), body);
  }

  private static void verify(String where, List<String> expected, List<String> lines) {
    Comparison comparison = new Comparison(where, String.join("\n", lines));
    comparison.equal("number of lines of the access log", expected.size(), lines.size());
    for (int i = 0; i < expected.size(); i++) {
      comparison.text("line " + (i + 1) + " of the access log", expected.get(i), lines.get(i));
    }
  }

  private static void verify(String where, Case.Expected expected, Host.Answer answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    Comparison comparison =
        new Comparison(where, answer.status() + " " + answer.headers() + "\n" + body);
    comparison.equal("status", expected.status(), answer.status());
    comparison.headers(expected.headers(), expected.absent(), answer.headers());
    comparison.body(expected.body(), expected.bodySize(), answer.body());
    boolean complete = expected.complete() == null || expected.complete();
    comparison.equal("completeness", complete, answer.complete());
  }
}
