package gatehouse.servlet;

import gatehouse.config.ConfigurationJson;
import gatehouse.control.aws.Address;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.LoopbackAdmission;
import gatehouse.control.aws.Operations;
import gatehouse.control.aws.resource.Handler;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.registry.DirectoryWriter;
import gatehouse.registry.FileStore;
import gatehouse.registry.Serving;
import gatehouse.upstream.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * AWS's management API of a deployment, with the few threads that wait for files in place of the
 * server's.
 */
final class Administration implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse");
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 256;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final DaemonThreads threads = new DaemonThreads("gatehouse-admin");
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), threads);
  private final DirectoryWriter writer;
  private final AwsManagement management;

  /**
   * A management API, open to this machine.
   *
   * @param directory of the configuration
   * @param reader of its files
   * @param serving what changes are put in service by
   * @param rules what operations go by
   * @param address how the deployment is reached
   * @param resetAuthorizers forgets what the authorizers of a stage have answered, by the API's id
   *     and the stage's name
   */
  Administration(
      Path directory,
      ConfigurationJson reader,
      Serving serving,
      Rules rules,
      Address address,
      BiConsumer<String, String> resetAuthorizers) {
    executor.allowCoreThreadTimeOut(true);
    writer = new DirectoryWriter(directory, reader, serving, DirectoryWriter.Patience.USUAL);
    Handler reset =
        call -> {
          resetAuthorizers.accept(call.label("apiId"), call.label("stageName"));
          return Reply.NONE;
        };
    management =
        new AwsManagement(
            new LoopbackAdmission(),
            new Operations(Operations.Documents.NONE, reset),
            () -> new FileStore(directory, reader).files(),
            writer,
            executor,
            new AwsManagement.Surroundings(
                InstantSource.system(), new Ids(new SecureRandom()), rules, address));
  }

  AwsManagement management() {
    return management;
  }

  /** Ends the threads; a change that is under way is made or not, wholly. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!threads.awaitEnd(CLOSING)) {
        executor.shutdownNow();
        if (!threads.awaitEnd(CLOSING)) {
          LOG.log(Level.WARNING, "a thread of the management API does not end");
        }
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
    try {
      writer.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the configuration's lock cannot be closed", e);
    }
  }
}
