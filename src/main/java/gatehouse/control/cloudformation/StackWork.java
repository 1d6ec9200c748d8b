package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.audit.AuditRecord;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.http.QueryParameters;
import gatehouse.http.Request;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.Edits;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is done to stacks at their address, by somebody who may. Blocks. For any number of threads.
 */
final class StackWork {

  private final AwsManagement.Source source;
  private final ConfigWriter writer;
  private final StackManagement.Surroundings surroundings;
  private final StackManagement.Options options;

  StackWork(
      AwsManagement.Source source,
      ConfigWriter writer,
      StackManagement.Surroundings surroundings,
      StackManagement.Options options) {
    this.source = source;
    this.writer = writer;
    this.surroundings = surroundings;
    this.options = options;
  }

  /** What is known of a stack; of all when the name is empty. */
  ObjectNode told(String name) throws IOException {
    ConfigurationFiles files = files();
    if (name.isEmpty()) {
      ObjectNode all = JsonTree.object();
      var list = all.putArray("Stacks");
      for (String each : Stacks.names(files)) {
        ObjectNode stack = Stacks.describe(files, each);
        if (stack != null) {
          list.add(stack.retain("StackName", "StackId", "StackStatus", "LastUpdatedTime"));
        }
      }
      return all;
    }
    ObjectNode stack = Stacks.describe(files, name);
    if (stack == null) {
      throw missing(name);
    }
    return stack;
  }

  /**
   * Applies a template.
   *
   * @param record null when nothing is to be recorded
   * @param attempt takes the files as they would be
   */
  StackReport applied(
      Request request,
      String name,
      byte[] body,
      @Nullable AuditRecord record,
      AtomicReference<@Nullable Workspace> attempt)
      throws IOException {
    StackRequest asked = StackMessage.read(name, body);
    Stacks stacks = stacks(request);
    if (isDryRun(request)) {
      Workspace files = attempt(files(), new Edits(), attempt);
      StackReport report = stacks.apply(files, asked);
      options.check().accept(files.files());
      return report;
    }
    return change(record, (now, edits) -> stacks.apply(attempt(now, edits, attempt), asked));
  }

  private StackReport change(@Nullable AuditRecord record, ConfigWriter.Change<StackReport> change)
      throws IOException {
    return writer.change(record == null ? change : record.watching(change));
  }

  /** Removes a stack; the parameters are those of {@link #applied}. */
  StackReport deleted(
      Request request,
      String name,
      @Nullable AuditRecord record,
      AtomicReference<@Nullable Workspace> attempt)
      throws IOException {
    Stacks stacks = stacks(request);
    StackReport report =
        isDryRun(request)
            ? stacks.delete(attempt(files(), new Edits(), attempt), name)
            : change(record, (now, edits) -> deleted(stacks, attempt(now, edits, attempt), name));
    if (report == null) {
      throw missing(name);
    }
    return report;
  }

  private static StackReport deleted(Stacks stacks, Workspace files, String name) {
    StackReport report = stacks.delete(files, name);
    if (report == null) {
      throw missing(name);
    }
    return report;
  }

  private static Workspace attempt(
      ConfigurationFiles now, Edits edits, AtomicReference<@Nullable Workspace> attempt) {
    Workspace files = new Workspace(now, edits);
    attempt.set(files);
    return files;
  }

  private static boolean isDryRun(Request request) {
    return QueryParameters.values(request.query(), "dryRun").contains("true");
  }

  private Stacks stacks(Request request) {
    return new Stacks(
        new Call.Around(
            surroundings.clock().instant(),
            surroundings.ids(),
            surroundings.rules(),
            surroundings.address().base(request)),
        options.allow31());
  }

  private ConfigurationFiles files() throws IOException {
    try {
      return source.files();
    } catch (NoSuchFileException e) {
      return new ConfigurationFiles(Map.of(), List.of());
    }
  }

  private static AwsException missing(String name) {
    return AwsException.notFound("There is no stack %s".formatted(name));
  }
}
