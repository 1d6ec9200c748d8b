package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.Api;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files of one API. For one thread. */
final class ApiFiles {

  private static final String APIS = "apis/";
  private static final String FILE = "api.json";
  private static final String STAGES = "stages/";

  private final Workspace files;
  private final String id;
  private final String prefix;

  private ApiFiles(Workspace files, String id, String prefix) {
    this.files = files;
    this.id = id;
    this.prefix = prefix;
  }

  /** All APIs by id, the plain one included. */
  static Map<String, ApiFiles> all(Workspace files) {
    Map<String, ApiFiles> apis = new TreeMap<>();
    boolean hasPlain = false;
    for (String path : files.paths()) {
      if (path.startsWith(APIS)) {
        int end = path.indexOf('/', APIS.length());
        if (end > 0) {
          String id = path.substring(APIS.length(), end);
          apis.computeIfAbsent(id, found -> at(files, found));
        }
      } else {
        hasPlain = hasPlain || isOfPlain(path);
      }
    }
    if (hasPlain) {
      ObjectNode file = files.read(FILE);
      String named = file == null ? null : JsonTree.text(file, "ApiId");
      String id = named == null ? Api.PLAIN_ID : named;
      apis.put(id, new ApiFiles(files, id, ""));
    }
    return apis;
  }

  /** An API of which there need not be files yet. */
  static ApiFiles at(Workspace files, String id) {
    return new ApiFiles(files, id, APIS + id + "/");
  }

  /**
   * An API.
   *
   * @throws AwsException when there is none of this id
   */
  static ApiFiles require(Call call, String id) {
    ApiFiles api = all(call.files()).get(id);
    if (api == null) {
      throw AwsException.notFound(
          "Invalid API identifier specified %s:%s"
              .formatted(call.around().rules().account().id(), id));
    }
    return api;
  }

  private static boolean isOfPlain(String path) {
    if (path.equals(FILE) || path.startsWith(STAGES)) {
      return true;
    }
    for (Kind kind : Kind.values()) {
      if (path.startsWith(kind.directory())) {
        return true;
      }
    }
    return false;
  }

  String id() {
    return id;
  }

  /** Where its files are: empty, or {@code apis/x/}. */
  String prefix() {
    return prefix;
  }

  Workspace files() {
    return files;
  }

  /** What {@code api.json} says; an empty object when there is none. */
  ObjectNode settings() {
    ObjectNode settings = files.read(prefix + FILE);
    return settings == null ? JsonTree.object() : settings;
  }

  void settings(ObjectNode settings) {
    files.write(prefix + FILE, settings);
  }

  /** Deletes everything that belongs to it. */
  void delete() {
    if (prefix.isEmpty()) {
      files.delete(FILE);
      files.deleteAll(STAGES);
      for (Kind kind : Kind.values()) {
        files.deleteAll(kind.directory());
      }
    } else {
      files.deleteAll(prefix);
    }
  }

  /** All resources of a kind that can be read, by id. */
  Map<String, ObjectNode> all(Kind kind) {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    for (String each : files.ids(prefix + kind.directory())) {
      ObjectNode resource = find(kind, each);
      if (resource != null) {
        all.put(each, resource);
      }
    }
    return all;
  }

  @Nullable ObjectNode find(Kind kind, String resourceId) {
    return resourceId.indexOf('/') >= 0 ? null : files.read(path(kind, resourceId));
  }

  /**
   * A resource, for the caller to change.
   *
   * @throws AwsException when there is none of this id
   */
  ObjectNode require(Kind kind, String resourceId) {
    ObjectNode resource = find(kind, resourceId);
    if (resource == null) {
      throw AwsException.notFound(
          "Invalid %s identifier specified %s".formatted(kind.noun(), resourceId));
    }
    return resource;
  }

  void put(Kind kind, String resourceId, ObjectNode resource) {
    files.write(path(kind, resourceId), resource);
  }

  void delete(Kind kind, String resourceId) {
    files.delete(path(kind, resourceId));
  }

  /** An id for a new resource. */
  String freshId(Kind kind, Ids ids) {
    return ids.fresh(kind.idLength(), taken -> find(kind, taken) != null);
  }

  String path(Kind kind, String resourceId) {
    return prefix + kind.directory() + resourceId + ".json";
  }

  /** All stages that can be read, by name. */
  Map<String, StageFile> stages() {
    Map<String, StageFile> stages = new TreeMap<>();
    for (String each : files.ids(prefix + STAGES)) {
      String path = prefix + STAGES + each + ".json";
      ObjectNode content = files.read(path);
      if (content != null) {
        StageFile stage = new StageFile(path, each, content);
        stages.putIfAbsent(stage.name(), stage);
      }
    }
    return stages;
  }

  /**
   * A stage.
   *
   * @throws AwsException when there is none of this name
   */
  StageFile stage(String name) {
    StageFile stage = stages().get(name);
    if (stage == null) {
      throw AwsException.notFound("Invalid stage identifier specified");
    }
    return stage;
  }

  void put(StageFile stage) {
    files.write(stage.path(), stage.content());
  }

  /** A file for a new stage: {@code default.json} for {@code $default}, else named after it. */
  StageFile newStage(String name) {
    String bare = name.startsWith("$") ? name.substring(1) : name;
    String stageId = bare;
    for (int i = 2; files.files().contents().containsKey(stagePath(stageId)); i++) {
      stageId = bare + "-" + i;
    }
    ObjectNode content = JsonTree.object();
    content.put("StageName", name);
    return new StageFile(stagePath(stageId), stageId, content);
  }

  private String stagePath(String stageId) {
    return prefix + STAGES + stageId + ".json";
  }
}
