package gatehouse.servlet;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.accesslog.AccessLogs;
import gatehouse.authorize.IssuerProbe;
import gatehouse.authorize.lambda.AuthorizerResults;
import gatehouse.aws.AwsSigning;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationJson;
import gatehouse.control.aws.Address;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.resource.LogPlaces;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.cloudformation.StackManagement;
import gatehouse.http.Account;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.integration.Integrators;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.pipeline.Gateway;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.pipeline.RequestIds;
import gatehouse.pipeline.StageListeners;
import gatehouse.pipeline.Traffic;
import gatehouse.registry.FileStore;
import gatehouse.registry.Poller;
import gatehouse.registry.Registry;
import gatehouse.service.AwsService;
import gatehouse.service.Services;
import gatehouse.size.Quotas;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import gatehouse.upstream.pool.Pools;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everything that one deployment of the gateway consists of, put together by hand: here and nowhere
 * else objects with threads are made, and {@link #close} ends them all.
 */
final class World implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  /** More routes than this are not listed one by one. */
  private static final int LONGEST_LISTING = 100;

  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** How long the container has for the last bytes of exchanges that it has got back. */
  private static final Duration CONFIRMING = Duration.ofSeconds(1);

  private final Duration stopWait;
  private final DaemonThreads clockThreads = new DaemonThreads("gatehouse-clock");
  private final ScheduledThreadPoolExecutor clock;
  private final Upstream upstream;
  private final Oversight oversight;
  private final Pools pools;
  private final AwsSigning signing;
  private final AccessLogs accessLogs;
  private final Changes changes;
  private final Poller poller;
  private final Deployment deployment;

  /**
   * Starts a deployment; the first configuration is read before this returns.
   *
   * @param contextPath empty, or it starts with a slash
   * @throws IllegalArgumentException when a setting makes no sense, with the remedy
   */
  World(Settings settings, String contextPath) {
    // All settings before the first thread, which nobody would end if one of them made no sense.
    Path directory = settings.configurationDirectory();
    Quotas quotas = settings.traffic().quotas();
    int longestTimeoutMillis = settings.maxIntegrationTimeoutMillis();
    ConfigurationJson reader = new ConfigurationJson(longestTimeoutMillis, quotas.ofAws());
    FileStore store = FileStore.keeping(directory, reader, InstantSource.system());
    boolean readOnly = settings.readOnly();
    Traffic traffic =
        new Traffic(
            Ticker.SYSTEM,
            quotas,
            settings.traffic().maxInFlight(),
            settings.traffic().maxInFlightPerIntegration());
    stopWait = settings.stopWait();
    long reloadMillis = settings.reloadInterval().toMillis();
    UpstreamSettings upstreamSettings = settings.upstream();
    int retries = settings.retries();
    Authorizing authorizing = new Authorizing(settings);
    TrustedProxies trustedProxies = settings.trustedProxies();
    AccessLogOptions accessLogOptions = settings.accessLogs();
    Account account = settings.identity().account();
    Origin lambdaEndpoint = settings.endpoints().lambda();
    Map<AwsService, Origin> serviceEndpoints = settings.endpoints().services();
    AdminSetting.Admin admin = settings.admin().read(accessLogOptions);
    Address address = new Address(settings.admin().publicUrl(), contextPath);
    RequestIds ids = new RequestIds(InstantSource.system());
    int longestResponseHead = settings.maxResponseHeadBytes();
    oversight = new Oversight(settings.management(), settings.metricsOfJvm());
    clock = new ScheduledThreadPoolExecutor(1, clockThreads);
    clock.setRemoveOnCancelPolicy(true);
    upstream = new Upstream(upstreamSettings, clock);
    pools =
        new Pools(
            upstream,
            clock,
            System::nanoTime,
            bound -> ThreadLocalRandom.current().nextInt(bound),
            retries);
    signing = new AwsSigning();
    InvokedFunctions functions = new InvokedFunctions(upstream, signing, clock, lambdaEndpoint);
    accessLogs =
        new AccessLogs(accessLogOptions, Ticker.SYSTEM, admin == null ? null : admin.auditFile());
    AuthorizerResults authorizerResults = authorizing.results(clock);
    PlanCompiler compiler =
        new PlanCompiler(
            new Integrators(
                pools,
                functions,
                new Services(upstream, signing, clock, serviceEndpoints, account.region()),
                ids::traceRoot),
            authorizing.checks(upstream, clock, functions, authorizerResults, ids),
            account,
            contextPath,
            StageListeners.all(
                oversight.listeners(),
                (stage, stageSettings, routes) -> accessLogs.of(stageSettings.accessLog())),
            traffic);
    Registry<Plan> registry =
        new Registry<>(
            store,
            configuration -> oversight.compiled(compiler, configuration),
            Plan.EMPTY,
            InstantSource.system(),
            this::swapped);
    changes = new Changes(directory, reader, registry, readOnly);
    Administration administration =
        admin == null
            ? null
            : new Administration(
                admin,
                new Rules(
                    account,
                    longestTimeoutMillis,
                    authorizing.allowsHttp(),
                    new LogPlaces(accessLogOptions.directory(), admin.auditFile())),
                address,
                trustedProxies,
                clock);
    AwsManagement aws =
        administration == null
            ? null
            : administration.management(
                store::files,
                changes,
                new IssuerProbe(upstream, clock, authorizing.allowsHttp()),
                authorizerResults::forget);
    StackManagement stacks =
        administration == null ? null : administration.stacks(store::files, changes, reader::read);
    ExchangeCount exchanges = new ExchangeCount();
    deployment =
        new Deployment(
            new Gateway(
                registry::current, ids, Ticker.SYSTEM, trustedProxies, longestResponseHead, quotas),
            exchanges,
            oversight.management(
                registry::state, store.location(), upstream, pools, exchanges, accessLogs),
            aws,
            stacks);
    LOG.log(
        Level.INFO,
        () ->
            "configuration of %s: %s"
                .formatted(
                    contextPath.isEmpty() ? "/" : contextPath,
                    settings.describeConfigurationDirectory()));
    registry.poll();
    poller =
        new Poller(
            () -> {
              authorizing.poll();
              if (admin != null) {
                admin.poll();
              }
              registry.poll();
              changes.mend();
            },
            reloadMillis);
    poller.start();
  }

  /** What the servlet passes to its exchanges. */
  Deployment deployment() {
    return deployment;
  }

  /** How the configuration is changed from inside. */
  Changes changes() {
    return changes;
  }

  /**
   * Lets requests under way end for as long as the operator wants, then ends all threads, breaks
   * off what is left and sees it back in the container's hands, which takes a few seconds at most.
   * The container sends no new requests by then. More calls do nothing.
   */
  @Override
  public void close() {
    oversight.stop();
    try {
      if (!stopWait.isZero() && !deployment.exchanges().awaitNone(stopWait, CONFIRMING)) {
        LOG.log(
            Level.WARNING,
            "{0} requests have not ended within {1} ms and are broken off",
            deployment.exchanges().underWay(),
            stopWait.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    poller.stop();
    changes.close();
    pools.close();
    upstream.close();
    signing.close();
    clock.shutdownNow();
    try {
      if (!deployment.exchanges().awaitNone(CLOSING, CONFIRMING)) {
        LOG.log(Level.WARNING, "some requests do not end");
      }
      if (!clockThreads.awaitEnd(CLOSING)) {
        LOG.log(Level.WARNING, "the thread gatehouse-clock does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    oversight.close();
    // Behind the exchanges, each of which has a line to say at its end.
    accessLogs.close();
  }

  private void swapped(Configuration configuration, Plan plan) {
    oversight.swapped(configuration);
    tellOfPlan(plan);
  }

  private static void tellOfPlan(Plan plan) {
    StringBuilder text = new StringBuilder("now serving");
    plan.listing().limit(LONGEST_LISTING).forEach(line -> text.append("\n  ").append(line));
    int size = plan.routes().size() + plan.mappings().size();
    int more = size - LONGEST_LISTING;
    if (more > 0) {
      text.append("\n  … and ").append(more).append(" more");
    }
    if (size == 0) {
      text.append(" no routes: every request is answered with 404");
    }
    LOG.log(Level.INFO, text.toString());
    plan.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
  }
}
