package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.aws.wire.Shapes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The operations on the mappings of a domain, which stand in its file. AWS: {@code
 * CreateApiMapping} and its like.
 */
public final class ApiMappings {

  private static final String ID = "ApiMappingId";
  private static final String KEY = "ApiMappingKey";
  private static final String API = "ApiId";
  private static final String STAGE = "Stage";
  private static final String NO_KEY = "(none)";
  private static final int ID_LENGTH = 6;
  private static final int HASH_BYTES = 10;
  private static final int LONGEST_KEY = 300;
  private static final Pattern KEYS = Pattern.compile("[A-Za-z0-9$\\-_.+!*'()/]*");

  private ApiMappings() {}

  /** {@code CreateApiMapping}. */
  public static Reply create(Call call) {
    String name = call.label("domainName");
    ObjectNode domain = Domains.require(call.files(), name);
    ObjectNode mapping = Patch.created(Shapes.API_MAPPING.toFile(call.body()));
    Map<String, ObjectNode> others = all(domain);
    check(call, others.values(), mapping);
    String id = call.around().ids().fresh(ID_LENGTH, others::containsKey);
    mapping.put(ID, id);
    if (domain.get(Domains.MAPPINGS) instanceof ArrayNode mappings) {
      mappings.add(mapping);
    } else {
      domain.putArray(Domains.MAPPINGS).add(mapping);
    }
    Domains.put(call.files(), name, domain);
    return Reply.of(wire(id, mapping));
  }

  /** {@code GetApiMapping}. */
  public static Reply get(Call call) {
    Map<String, ObjectNode> all = all(Domains.require(call.files(), call.label("domainName")));
    String id = call.label("apiMappingId");
    return Reply.of(wire(id, require(all, id)));
  }

  /** {@code GetApiMappings}. */
  public static Reply list(Call call) {
    TreeMap<String, ObjectNode> items = new TreeMap<>();
    all(Domains.require(call.files(), call.label("domainName")))
        .forEach((id, mapping) -> items.put(id, wire(id, mapping)));
    return Paging.page(call, items);
  }

  /** {@code UpdateApiMapping}. */
  public static Reply update(Call call) {
    String name = call.label("domainName");
    ObjectNode domain = Domains.require(call.files(), name);
    Map<String, ObjectNode> all = all(domain);
    String id = call.label("apiMappingId");
    ObjectNode mapping = require(all, id);
    all.remove(id);
    Patch.apply(mapping, Shapes.API_MAPPING.toFile(call.body()));
    check(call, all.values(), mapping);
    mapping.put(ID, id);
    Domains.put(call.files(), name, domain);
    return Reply.of(wire(id, mapping));
  }

  /** {@code DeleteApiMapping}. */
  public static Reply delete(Call call) {
    String name = call.label("domainName");
    ObjectNode domain = Domains.require(call.files(), name);
    String id = call.label("apiMappingId");
    require(all(domain), id);
    if (domain.get(Domains.MAPPINGS) instanceof ArrayNode mappings) {
      // What is beside it stays as it is, also what nobody can read.
      mappings.remove(ids(mappings).indexOf(id));
    }
    Domains.put(call.files(), name, domain);
    return Reply.NONE;
  }

  /** The mappings of a domain by id, all that can be read; parts of it. */
  private static Map<String, ObjectNode> all(ObjectNode domain) {
    Map<String, ObjectNode> all = new TreeMap<>();
    JsonNode mappings = domain.path(Domains.MAPPINGS);
    List<String> ids = ids(mappings);
    for (int i = 0; i < ids.size(); i++) {
      if (mappings.get(i) instanceof ObjectNode mapping) {
        all.put(ids.get(i), mapping);
      }
    }
    return all;
  }

  /**
   * The ids of mappings, in their order, all different. One that was made by hand has none, or that
   * of another one: its key, which is unique in the domain, makes one that stays.
   */
  private static List<String> ids(JsonNode mappings) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode each : mappings) {
      String own = each.path(ID).textValue();
      String id =
          own != null && !ids.contains(own)
              ? own
              : idOf(each instanceof ObjectNode mapping ? key(mapping) : "");
      while (!ids.add(id)) {
        id = idOf(id);
      }
    }
    return List.copyOf(ids);
  }

  private static String idOf(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "m" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ObjectNode require(Map<String, ObjectNode> all, String id) {
    ObjectNode mapping = all.get(id);
    if (mapping == null) {
      throw AwsException.notFound("Invalid API mapping identifier specified");
    }
    return mapping;
  }

  private static String key(ObjectNode mapping) {
    String key = JsonTree.text(mapping, KEY);
    return key == null || key.equals(NO_KEY) ? "" : key;
  }

  private static ObjectNode wire(String id, ObjectNode mapping) {
    ObjectNode shown = mapping.deepCopy();
    shown.put(ID, id);
    shown.put(KEY, key(mapping));
    return Shapes.API_MAPPING.toWire(shown);
  }

  /** Refuses what cannot be a mapping beside these others. */
  private static void check(Call call, Collection<ObjectNode> others, ObjectNode mapping) {
    String key = key(mapping);
    Checks.that(
        !key.startsWith("/") && !key.contains("//"),
        "API mapping key should not start with a '/' or have consecutive '/'s.");
    Checks.that(!key.endsWith("/"), "API mapping key should not end with a '/'.");
    Checks.that(
        KEYS.matcher(key).matches(),
        "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'()");
    Checks.that(
        key.length() <= LONGEST_KEY,
        "An ApiMapping key may have at most %d characters".formatted(LONGEST_KEY));
    ApiFiles api =
        ApiFiles.require(
            call, Checks.required(JsonTree.text(mapping, API), "Invalid API identifier specified"));
    api.stage(Checks.required(JsonTree.text(mapping, STAGE), "Invalid stage identifier specified"));
    if (others.stream().anyMatch(other -> key(other).equals(key))) {
      throw AwsException.conflict("ApiMapping key already exists for this domain name");
    }
  }
}
