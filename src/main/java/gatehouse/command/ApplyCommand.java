package gatehouse.command;

import gatehouse.config.ConfigurationException;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.cloudformation.Permits;
import gatehouse.control.cloudformation.Refusals;
import gatehouse.control.cloudformation.StackReport;
import gatehouse.control.cloudformation.StackRequest;
import gatehouse.control.cloudformation.Stacks;
import gatehouse.control.cloudformation.template.StandIns;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.control.document.DocumentException;
import gatehouse.http.Account;
import gatehouse.registry.ConflictException;
import gatehouse.registry.DirectoryWriter;
import gatehouse.registry.ReadOnlyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code apply}: a template of CloudFormation or SAM becomes resources of a configuration, and
 * {@code delete-stack} takes them away. Nothing is written unless the outcome is a configuration
 * that the server would take.
 *
 * <p>AWS: {@code aws cloudformation deploy} and {@code delete-stack}.
 */
final class ApplyCommand {

  static final String STACK_NAME = "--stack-name";
  static final String PARAMETERS = "--parameter-overrides";
  private static final String VALUES = "--values";
  private static final String DRY_RUN = "--dry-run";
  private static final String ALLOW_31 = "--allow-3.1";
  private static final String ACCOUNT = "--account-id";
  private static final String REGION = "--region";
  private static final String URL = "--url";
  private static final String JSON = "--json";
  private static final String USUAL_URL = "http://localhost:8080";

  private final Console console;
  private final RandomGenerator random;
  private final InstantSource clock;

  ApplyCommand(Console console, RandomGenerator random, InstantSource clock) {
    this.console = console;
    this.random = random;
    this.clock = clock;
  }

  /** What to do with files. */
  private interface Work {
    StackReport with(Workspace files);
  }

  /** Ends a change that is only to be tried. */
  private static final class DryRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    DryRun() {
      super("nothing is to be changed", null, false, false);
    }
  }

  int run(List<String> words) {
    Arguments arguments =
        new Arguments(
            StackWords.spread(words, List.of(PARAMETERS, VALUES)),
            List.of("TEMPLATE", "DIR"),
            Set.of(DRY_RUN, ALLOW_31, JSON),
            valued(PARAMETERS, VALUES));
    Path template = arguments.path(0);
    String name = arguments.value(STACK_NAME);
    StackRequest request =
        new StackRequest(
            name == null ? named(template) : name,
            text(template),
            StackWords.pairs(arguments, PARAMETERS),
            new StandIns(StackWords.pairs(arguments, VALUES)),
            new FilesBeside(template));
    return changed(
        arguments,
        arguments.path(1),
        arguments.operand(0),
        stacks -> {
          Stacks.Plan plan = stacks.read(request);
          return files -> stacks.apply(files, plan);
        });
  }

  int delete(List<String> words) {
    Arguments arguments =
        new Arguments(words, List.of("DIR"), Set.of(DRY_RUN, ALLOW_31, JSON), valued());
    String name = arguments.value(STACK_NAME);
    if (name == null) {
      throw new UsageException("option %s is missing".formatted(STACK_NAME));
    }
    return changed(
        arguments,
        arguments.path(0),
        name,
        stacks ->
            files -> {
              StackReport report = stacks.delete(files, name);
              if (report == null) {
                throw new UsageException("there is no stack `%s`".formatted(name));
              }
              return report;
            });
  }

  private static Set<String> valued(String... more) {
    Set<String> valued = new HashSet<>(Set.of(STACK_NAME, ACCOUNT, REGION, URL));
    valued.addAll(List.of(more));
    valued.addAll(Reading.OPTIONS);
    return valued;
  }

  /** The name of a template's file, without its ending, with hyphens for what no name may have. */
  private static String named(Path template) {
    String file = Objects.toString(template.getFileName(), "");
    return file.replaceFirst("(\\.template)?\\.[A-Za-z0-9]+$", "").replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static String text(Path template) {
    try {
      return FilesBeside.text(template);
    } catch (IOException e) {
      throw new UsageException("cannot read `%s`: %s".formatted(template, e));
    } catch (DocumentException e) {
      throw new UsageException("`%s`: %s".formatted(template, e.getMessage()));
    }
  }

  private int changed(
      Arguments arguments, Path directory, String subject, Function<Stacks, Work> asked) {
    Stacks stacks = stacks(arguments);
    boolean isDryRun = arguments.has(DRY_RUN);
    AtomicReference<@Nullable Workspace> attempt = new AtomicReference<>();
    AtomicReference<@Nullable StackReport> report = new AtomicReference<>();
    WouldServe serving =
        new WouldServe(
            arguments,
            after -> {
              if (isDryRun) {
                Reading.compiled(after, Reading.contextPath(arguments), new Unsent());
                throw new DryRun();
              }
            });
    try (DirectoryWriter writer = serving.writer(directory)) {
      // Nobody else has to wait while a template is read.
      Work work = asked.apply(stacks);
      writer.change(
          (now, edits) -> {
            Workspace files = new Workspace(now, edits);
            attempt.set(files);
            StackReport made = work.with(files);
            report.set(made);
            return made;
          });
    } catch (DryRun e) {
      // Told below, as if it had been done.
    } catch (TemplateException e) {
      console.complain("gatehouse: %s: %s".formatted(subject, e.getMessage()));
      return ExitCode.PROBLEMS;
    } catch (ConfigurationException e) {
      Workspace tried = attempt.get();
      if (tried == null) {
        throw new ProblemsException(directory, e.problems());
      }
      Refusals.told(e, tried.files()).forEach(console::print);
      return ExitCode.PROBLEMS;
    } catch (ReadOnlyException | ConflictException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException("cannot read or write: " + e);
    }
    StackReport made = Objects.requireNonNull(report.get());
    if (arguments.has(JSON)) {
      console.print(made.json().toPrettyString());
    } else {
      tell(made, isDryRun);
    }
    return ExitCode.FINE;
  }

  private Stacks stacks(Arguments arguments) {
    String account = arguments.value(ACCOUNT);
    String region = arguments.value(REGION);
    String url = arguments.value(URL);
    Account ours;
    try {
      ours =
          new Account(
              account == null ? Account.DEFAULT.id() : account,
              region == null ? Account.DEFAULT.region() : region);
    } catch (IllegalArgumentException e) {
      throw new UsageException("options %s and %s: %s".formatted(ACCOUNT, REGION, e.getMessage()));
    }
    // Which issuers may be at http: URLs is the server's to say, when it checks tokens.
    Rules rules = new Rules(ours, Reading.longestTimeoutMillis(arguments), true);
    String base = url == null ? USUAL_URL + Reading.contextPath(arguments) : url;
    if (!base.matches("https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?")) {
      throw new UsageException(
          "option %s is `%s`: write a URL such as %s, without a slash at its end"
              .formatted(URL, base, USUAL_URL));
    }
    return new Stacks(
        new Call.Around(clock.instant(), new Ids(random), rules, base),
        arguments.has(ALLOW_31),
        Permits.ALL);
  }

  private void tell(StackReport report, boolean isDryRun) {
    report.notUsed().forEach(line -> console.complain("not used: " + line));
    report.notes().forEach(line -> console.complain("note: " + line));
    report
        .changes()
        .forEach(
            change ->
                console.print(
                    "%-8s %s (%s) %s"
                        .formatted(
                            change.action().text(),
                            change.logicalId(),
                            change.type(),
                            change.physicalId())));
    if (report.changes().isEmpty()) {
      console.print("No changes");
    }
    report
        .outputs()
        .forEach(
            output -> console.print("Output   %s = %s".formatted(output.key(), output.value())));
    console.print(
        "stack %s: %s%s"
            .formatted(
                report.name(),
                Count.of(report.changes().size(), "change"),
                isDryRun ? ", none of them made" : ""));
  }
}
