package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.cloudformation.StackReport.Change;
import gatehouse.control.cloudformation.StackReport.Output;
import gatehouse.control.cloudformation.StackState.Made;
import gatehouse.control.cloudformation.template.Environment;
import gatehouse.control.cloudformation.template.ParameterValues;
import gatehouse.control.cloudformation.template.Template;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.http.Account;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stacks: applies templates to a configuration's files, and removes what they have made. What it
 * throws leaves everything as it was. One request's.
 *
 * <p>AWS: {@code CreateStack}, {@code UpdateStack} and {@code DeleteStack} of CloudFormation.
 */
public final class Stacks {

  /** What a stack may be called. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");

  private static final int ID_LENGTH = 20;

  private final Call.Around around;
  private final boolean allow31;
  private final Permits permits;

  /**
   * Stacks.
   *
   * @param around what all operations need to know
   * @param allow31 whether OpenAPI 3.1 is read as if it were 3.0; AWS refuses it
   * @param permits is asked about each operation on a resource
   */
  public Stacks(Call.Around around, boolean allow31, Permits permits) {
    this.around = around;
    this.allow31 = allow31;
    this.permits = permits;
  }

  /** A request whose template is read, to be applied to files as often as it takes. */
  public static final class Plan {

    private final StackRequest request;
    private final Template template;

    private Plan(StackRequest request, Template template) {
      this.request = request;
      this.template = template;
    }

    /** The values of parameters that are not to be echoed. */
    public List<String> secrets() {
      return ParameterValues.secrets(template, request.parameters());
    }

    StackRequest request() {
      return request;
    }

    /** Each time another copy. */
    Template template() {
      return template.copy();
    }
  }

  /**
   * Reads a request: everything that takes long and needs no files, so that it can be done before
   * others have to wait.
   *
   * @throws TemplateException when it cannot be applied to whatever files
   */
  public Plan read(StackRequest request) {
    checkName(request.name());
    Template template = Template.read(request.template(), request.includes());
    ParameterValues.check(template, request.parameters());
    return new Plan(request, template);
  }

  /**
   * Makes a stack what a template says.
   *
   * @param files as they are; takes all changes
   * @throws TemplateException when that cannot be
   */
  public StackReport apply(Workspace files, Plan plan) {
    StackRequest request = plan.request();
    StackState state = StackState.find(files, request.name());
    Account account = around.rules().account();
    String id = state == null ? newId(account, request.name()) : state.id();
    Map<String, ObjectNode> others = StackState.others(files, request.name());
    Map<String, String> exports = new TreeMap<>();
    others.values().forEach(file -> exports.putAll(StackState.exports(file)));
    Notes notes = new Notes();
    ResourceCalls calls = new ResourceCalls(files, around, permits);
    Map<String, Made> before = state == null ? Map.of() : state.resources();
    Map<String, Made> after = new LinkedHashMap<>();
    StackTargets targets = new StackTargets(calls, request.standIns(), after, notes);
    StackTemplate template =
        new StackTemplate(
            plan,
            new Environment(account, request.name(), id),
            state == null ? Map.of() : state.parameters(),
            exports::get,
            targets,
            notes);
    targets.of(template);
    StackChange change = new StackChange(calls, before, after, allow31, notes);
    change.run(template);
    List<Output> outputs = template.outputs();
    checkExports(request.name(), outputs, state, others);
    StackReport report =
        new StackReport(
            request.name(), id, change.changes(), notes.notUsed(), notes.notes(), outputs);
    String time = around.now().toString();
    ObjectNode file =
        StackState.written(
            report,
            state == null ? time : state.created(),
            time,
            template.parameters().told(),
            after,
            template.imports());
    if (state == null || !state.isLike(file)) {
      files.write(StackState.path(request.name()), file);
    }
    return report;
  }

  /**
   * Removes a stack and what it has made.
   *
   * @param files as they are; takes all changes
   * @return null when there is none of this name
   * @throws TemplateException when something stands in the way
   */
  public @Nullable StackReport delete(Workspace files, String name) {
    checkName(name);
    StackState state = StackState.find(files, name);
    if (state == null) {
      return null;
    }
    checkExports(name, List.of(), state, StackState.others(files, name));
    Notes notes = new Notes();
    List<Change> changes = new ArrayList<>();
    ResourceCalls calls = new ResourceCalls(files, around, permits);
    Removal removal = new Removal(calls, changes, notes);
    state.resources().forEach((logicalId, made) -> removal.add(logicalId, made, made.policy()));
    removal.ofLeaves();
    removal.ofOthers();
    calls.deploy();
    files.delete(StackState.path(name));
    return new StackReport(name, state.id(), changes, List.of(), notes.notes(), List.of());
  }

  /** What is known of a stack; null when there is none of this name. */
  public static @Nullable ObjectNode describe(ConfigurationFiles files, String name) {
    ObjectNode file = new Workspace(files, null).read(StackState.path(name));
    return NAME.matcher(name).matches() ? file : null;
  }

  /** The names of all stacks. */
  public static List<String> names(ConfigurationFiles files) {
    return new Workspace(files, null).ids(StackState.DIRECTORY);
  }

  /** Which resources have made files: {@code Resources.Api}, by the path of the file. */
  static Map<String, String> makers(ConfigurationFiles files) {
    Workspace workspace = new Workspace(files, null);
    Map<String, String> makers = new TreeMap<>();
    for (String name : names(files)) {
      StackState state = StackState.find(workspace, name);
      Map<String, Made> resources = state == null ? Map.of() : state.resources();
      resources.forEach(
          (logicalId, made) ->
              files(made).forEach(file -> makers.put(file, "Resources." + logicalId)));
    }
    return makers;
  }

  private static List<String> files(Made made) {
    String api = "apis/%s/".formatted(made.labels().get("apiId"));
    String id = made.physicalId();
    return switch (made.type().substring(made.type().lastIndexOf(':') + 1)) {
      case "Api" -> List.of(api + "api.json");
      case "Stage" -> List.of(api + "stages/" + (id.equals("$default") ? "default" : id) + ".json");
      case "DomainName" -> List.of("domains/" + id + ".json");
      case "VpcLink" -> List.of("connections/" + id + ".json");
      case "ApiMapping" -> List.of();
      case "ApiGatewayManagedOverrides" -> List.of();
      default ->
          List.of("routes/", "integrations/", "authorizers/", "deployments/").stream()
              .map(kind -> api + kind + id + ".json")
              .toList();
    };
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new TemplateException(
          "",
          "the stack's name must be 1 to 128 letters, digits and hyphens, and begin with a letter");
    }
  }

  private String newId(Account account, String name) {
    String unique = name + around.now() + around.ids().of(ID_LENGTH);
    return "arn:aws:cloudformation:%s:%s:stack/%s/%s"
        .formatted(
            account.region(),
            account.id(),
            name,
            UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8)));
  }

  /** No two stacks export the same name, and what others import stays. */
  private static void checkExports(
      String name,
      List<Output> outputs,
      @Nullable StackState state,
      Map<String, ObjectNode> others) {
    List<String> exported = new ArrayList<>();
    for (Output output : outputs) {
      others.forEach(
          (other, file) -> {
            if (StackState.exports(file).containsKey(output.exportName())) {
              throw new TemplateException(
                  "Outputs." + output.key(),
                  "exports %s, as the stack %s does: write another name"
                      .formatted(output.exportName(), other));
            }
          });
      exported.add(output.exportName());
    }
    if (state == null) {
      return;
    }
    for (String before : state.exported()) {
      others.forEach(
          (other, file) -> {
            if (!exported.contains(before) && new StackState(file).imports().contains(before)) {
              throw new TemplateException(
                  "Outputs",
                  "the stack %s exports %s no more, and the stack %s imports it: change that stack first"
                      .formatted(name, before, other));
            }
          });
    }
  }
}
