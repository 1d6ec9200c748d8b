package gatehouse.testkit.cases;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.accesslog.AccessLogs;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.LogDestination;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.integration.Integrators;
import gatehouse.integration.TrustedProxies;
import gatehouse.pipeline.Gateway;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.pipeline.RequestIds;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.TestPools;
import gatehouse.testkit.WholeBody;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The gateway without a server: takes the target apart as servers do, and reads the path as the
 * servlet does. Everything from {@link Gateway#handle} on is real, the sockets to the upstream
 * included.
 */
final class MemoryHost implements Host {

  private static final Request.Connection CONNECTION =
      new Request.Connection("http", "127.0.0.1", "127.0.0.1");

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  private final RequestIds ids = new RequestIds(InstantSource.system());
  private final Path directory = newDirectory();
  private final LogTail log = new LogTail(directory.resolve("access.log"));
  private final AccessLogs accessLogs =
      new AccessLogs(
          new AccessLogOptions(
              LogDestination.parse("file:access.log"), null, directory, 1_000_000_000, 0),
          Ticker.SYSTEM);
  private final PlanCompiler compiler =
      new PlanCompiler(
          new Integrators(TestPools.of(upstream, clock), TrustedProxies.NONE, ids::traceRoot),
          "",
          (stage, settings, routes) -> accessLogs.of(settings.accessLog()));
  private final Gateway gateway = new Gateway(this::plan, ids, Ticker.SYSTEM, 8_192);
  private Plan plan = Plan.EMPTY;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void configure(Map<String, String> files) {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    Configuration configuration =
        new ConfigurationJson().read(new ConfigurationFiles(contents, List.of()));
    plan = compiler.compile(configuration);
  }

  @Override
  public Answer send(Sent sent) throws Exception {
    Response response;
    try {
      response =
          gateway
              .handle(request(sent))
              .toCompletableFuture()
              .get(RawUpstream.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Refusal refusal) {
      response = gateway.refuse(refusal);
    }
    List<Field> headers = new ArrayList<>();
    response.headers().forEach((name, value) -> headers.add(new Field(name, value)));
    if (sent.method().equals("HEAD")) {
      WholeBody.discard(response.body());
      return new Answer(response.status(), headers, new byte[0], true);
    }
    WholeBody body = WholeBody.of(response.body());
    return new Answer(response.status(), headers, body.bytes(), body.isComplete());
  }

  @Override
  public List<String> logged(int count) throws Exception {
    return log.take(count);
  }

  @Override
  public void close() {
    accessLogs.close();
    upstream.close();
    clock.shutdownNow();
  }

  private static Path newDirectory() {
    try {
      Path work = Path.of(System.getProperty("test.work", "target/it")).toAbsolutePath();
      return Files.createTempDirectory(Files.createDirectories(work), "memory-cases-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Plan plan() {
    return plan;
  }

  private static Request request(Sent sent) {
    int mark = sent.target().indexOf('?');
    Headers.Builder headers = new Headers.Builder(sent.headers().size());
    sent.headers().forEach(field -> headers.add(field.name(), field.value()));
    return new Request(
        sent.method(),
        "HTTP/1.1",
        RequestPath.parse(mark < 0 ? sent.target() : sent.target().substring(0, mark)),
        mark < 0 ? null : sent.target().substring(mark + 1),
        headers.build(),
        body(sent),
        CONNECTION,
        new Cancellation());
  }

  private static Body body(Sent sent) {
    Body body = Body.of(sent.body());
    return HeaderList.values(sent.headers(), "Transfer-Encoding").isEmpty()
        ? body
        : Body.streaming(Body.UNKNOWN_LENGTH, body.publisher());
  }
}
