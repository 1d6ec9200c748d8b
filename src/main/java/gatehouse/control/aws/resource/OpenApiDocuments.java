package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.document.DocumentException;
import gatehouse.control.openapi.ApiResources;
import gatehouse.control.openapi.BasePath;
import gatehouse.control.openapi.ExportOptions;
import gatehouse.control.openapi.ImportOptions;
import gatehouse.control.openapi.ImportRefusedException;
import gatehouse.control.openapi.ImportedApi;
import gatehouse.control.openapi.OpenApiExport;
import gatehouse.control.openapi.OpenApiImport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The operations on OpenAPI documents. Immutable.
 *
 * <p>AWS: {@code ImportApi}, {@code ReimportApi} and {@code ExportApi}.
 */
public final class OpenApiDocuments {

  private static final String PARTITION = "aws";
  private static final String CREATED = "CreatedDate";

  private final boolean allow31;

  /**
   * The operations.
   *
   * @param allow31 whether OpenAPI 3.1 is read as if it were 3.0; AWS refuses it
   */
  public OpenApiDocuments(boolean allow31) {
    this.allow31 = allow31;
  }

  /** {@code ImportApi}: a new API. */
  public Reply importApi(Call call) {
    ImportedApi imported = imported(call, ApiResources.none());
    ObjectNode settings = imported.resources().api();
    ApiFiles api = ApiFiles.at(call.files(), Apis.newId(call, settings));
    settings.put("ApiId", api.id());
    settings.put(CREATED, call.time());
    store(call, api, imported.resources());
    return answer(call, api, imported);
  }

  /** {@code ReimportApi}: what the API has is replaced, but for its stages and deployments. */
  public Reply reimportApi(Call call) {
    ApiFiles api = call.api();
    ImportedApi imported = imported(call, resources(api));
    store(call, api, imported.resources());
    new Releases(call, api).changed();
    return answer(call, api, imported);
  }

  /** {@code ExportApi}: what the API has now, or what a stage of it serves. */
  public Reply exportApi(Call call) {
    ApiFiles api = call.api();
    Checks.that(
        call.label("specification").equals(ExportOptions.ONLY_SPECIFICATION),
        "Invalid specification specified. Must be one of [OAS30]");
    String version = call.parameter("exportVersion");
    Checks.that(
        version == null || version.equals(ExportOptions.ONLY_VERSION),
        "Invalid exportVersion specified. Must be one of [1.0]");
    String type = call.parameter("outputType");
    Checks.that(
        "JSON".equals(type) || "YAML".equals(type),
        "Invalid outputType specified. Must be one of [JSON, YAML]");
    boolean isJson = "JSON".equals(type);
    String stageName = call.parameter("stageName");
    ExportOptions options =
        new ExportOptions(
            isJson ? ExportOptions.Format.JSON : ExportOptions.Format.YAML,
            flag(call, "includeExtensions", true),
            Apis.endpoint(call, api),
            stageName == null || stageName.equals("$default") ? "" : stageName);
    String text =
        OpenApiExport.text(stageName == null ? resources(api) : served(api, stageName), options);
    return new Reply(
        isJson ? "application/json" : "application/yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private ImportedApi imported(Call call, ApiResources before) {
    String text =
        Checks.required(
            JsonTree.text(call.body(), "body"), "Invalid input. The body must have a document");
    try {
      return OpenApiImport.run(
          text,
          before,
          new ImportOptions(
              BasePath.parse(call.parameter("basepath")),
              flag(call, "failOnWarnings", false),
              allow31,
              new ImportOptions.Account(
                  call.around().rules().account().id(),
                  PARTITION,
                  call.around().rules().account().region()),
              () -> call.around().ids().fresh(Kind.ROUTES.idLength(), taken -> false)));
    } catch (ImportRefusedException e) {
      throw AwsException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** What is checked of resources that come one by one is checked of these, too. */
  private static void store(Call call, ApiFiles api, ApiResources resources) {
    Apis.check(resources.api());
    TagSet.check(resources.api());
    if (!resources.api().equals(api.settings())) {
      api.settings(resources.api());
    }
    resources.authorizers().values().forEach(each -> Authorizers.check(call, each));
    replace(api, Kind.AUTHORIZERS, resources.authorizers());
    resources.integrations().values().forEach(each -> Integrations.check(call, each));
    replace(api, Kind.INTEGRATIONS, resources.integrations());
    resources.routes().values().forEach(each -> Routes.checkBehindKey(api, each));
    replace(api, Kind.ROUTES, resources.routes());
  }

  /** Files that say the same already stay as people have written them. */
  private static void replace(ApiFiles api, Kind kind, Map<String, ObjectNode> resources) {
    for (String id : api.all(kind).keySet()) {
      if (!resources.containsKey(id)) {
        api.delete(kind, id);
      }
    }
    resources.forEach(
        (id, resource) -> {
          ObjectNode before = api.find(kind, id);
          if (before == null || !before.deepCopy().without(kind.idMember()).equals(resource)) {
            api.put(kind, id, resource.deepCopy().put(kind.idMember(), id));
          }
        });
  }

  private static ApiResources resources(ApiFiles api) {
    try {
      return ApiResources.ofFiles(api.files().files(), api.prefix());
    } catch (DocumentException e) {
      throw unreadable(api, e);
    }
  }

  private static ApiResources served(ApiFiles api, String stageName) {
    StageFile stage = api.stage(stageName);
    if (stage.isLive()) {
      return resources(api);
    }
    String deploymentId =
        Checks.required(
            stage.deploymentId(),
            "Unable to export API because stage %s has no deployment".formatted(stageName));
    api.require(Kind.DEPLOYMENTS, deploymentId);
    try {
      return ApiResources.ofDeployment(api.files().files(), api.prefix(), deploymentId);
    } catch (DocumentException e) {
      throw unreadable(api, e);
    }
  }

  private static AwsException unreadable(ApiFiles api, DocumentException cause) {
    return AwsException.badRequest(
        "The files of API %s cannot be read: %s".formatted(api.id(), cause.getMessage()));
  }

  private static boolean flag(Call call, String parameter, boolean usual) {
    String text = call.parameter(parameter);
    if (text == null || text.isEmpty()) {
      return usual;
    }
    Checks.that(
        text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"),
        "Invalid %s specified. Must be one of [true, false]".formatted(parameter));
    return text.equalsIgnoreCase("true");
  }

  private static Reply answer(Call call, ApiFiles api, ImportedApi imported) {
    ObjectNode answer = Apis.wire(call, api);
    put(answer, "importInfo", imported.info());
    put(answer, "warnings", imported.warnings());
    return Reply.of(answer);
  }

  private static void put(ObjectNode answer, String member, List<String> lines) {
    if (!lines.isEmpty()) {
      ArrayNode array = answer.putArray(member);
      lines.forEach(array::add);
    }
  }
}
