package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.DomainName.ApiMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a custom domain. AWS: {@code DomainName} and {@code ApiMapping} of the ApiGatewayV2 API,
 * "API mappings for HTTP APIs".
 */
final class DomainJson {

  private static final int LONGEST_KEY = 300;
  private static final int MOST_MULTI_LEVEL = 200;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9$_.+!*'()/-]*");

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a domain")
          .read("ApiMappings")
          .id("DomainName")
          .only("ApiMappingSelectionExpression", "$request.basepath")
          .only("RoutingMode", "API_MAPPING_ONLY")
          .ignored("DomainNameArn", "DomainNameConfigurations", "Tags")
          .refused(
              "MutualTlsAuthentication",
              "is not done here, the server does mutual TLS: have its connector ask for client"
                  + " certificates, and remove this");

  private static final PropertiesJson MAPPING =
      PropertiesJson.of("an API mapping")
          .read("ApiMappingKey", "ApiId", "Stage")
          .ignored("ApiMappingId");

  private final Map<String, Set<String>> stages;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param stages the names of the stages of each API, by its id
   */
  DomainJson(Map<String, Set<String>> stages, Problems problems) {
    this.stages = stages;
    this.problems = problems;
  }

  /** A domain, as far as it can be read. */
  DomainName read(ObjectJson in) {
    checkName(in);
    PROPERTIES.check(in);
    List<ApiMapping> mappings = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (ObjectJson object : in.objects("ApiMappings")) {
      ApiMapping mapping = mapping(object, keys);
      if (mapping != null) {
        mappings.add(mapping);
      }
    }
    long multiLevel = keys.stream().filter(key -> key.contains("/")).count();
    if (multiLevel > MOST_MULTI_LEVEL) {
      in.problem(
          "ApiMappings",
          "has %d keys of several levels: keep at most %d".formatted(multiLevel, MOST_MULTI_LEVEL));
    }
    return new DomainName(in.id(), mappings);
  }

  private void checkName(ObjectJson in) {
    String name = in.id();
    if (!DomainName.isName(name)) {
      String lower = name.toLowerCase(Locale.ROOT);
      problems.add(
          in.file(),
          null,
          !lower.equals(name) && DomainName.isName(lower)
              ? "has a name that is not in lower case: rename it to %s"
                  .formatted(quoted(lower + ".json"))
              : "has a name that is no domain: write a name such as `api.example.com`, or"
                  + " `*.example.com` for all of one label more, in front of `.json`");
    }
  }

  private @Nullable ApiMapping mapping(ObjectJson in, Set<String> keys) {
    MAPPING.check(in);
    in.require("ApiId", "\"" + stages.keySet().stream().findFirst().orElse("ID") + "\"");
    in.require("Stage", "\"$default\"");
    String key = in.node().has("ApiMappingKey") ? in.text("ApiMappingKey", DomainJson::key) : "";
    if (key != null && !keys.add(key)) {
      in.problem(
          "ApiMappingKey",
          "is %s once more: keep one mapping per key"
              .formatted(key.isEmpty() ? "`(none)`" : quoted(key)));
    }
    String apiId = in.text("ApiId", this::apiId);
    String stage = apiId == null ? null : in.text("Stage", name -> stage(name, apiId));
    return key == null || apiId == null || stage == null ? null : new ApiMapping(key, apiId, stage);
  }

  private String apiId(String id) {
    if (stages.containsKey(id)) {
      return id;
    }
    throw unknown(
        "is %s, but there is no API of this id".formatted(quoted(id)), id, stages.keySet());
  }

  private String stage(String name, String apiId) {
    Set<String> names = stages.getOrDefault(apiId, Set.of());
    if (names.contains(name)) {
      return name;
    }
    throw unknown(
        "is %s, but the API %s has no stage of this name".formatted(quoted(name), quoted(apiId)),
        name,
        names);
  }

  private IllegalArgumentException unknown(String fault, String name, Set<String> names) {
    String near = problems.nearest(name, names);
    return new IllegalArgumentException(
        near == null
            ? fault + ": add it, or correct the reference"
            : fault + ": did you mean %s?".formatted(quoted(near)));
  }

  private static String key(String text) {
    if (text.equals("(none)")) {
      return "";
    }
    if (text.length() > LONGEST_KEY || !KEY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "is no mapping key: write at most %d letters, digits and `$-_.+!*'()/`"
              .formatted(LONGEST_KEY));
    }
    if (!text.isEmpty()) {
      for (String segment : text.split("/", -1)) {
        checkSegment(segment);
      }
    }
    return text;
  }

  private static void checkSegment(String segment) {
    if (segment.isEmpty()) {
      throw new IllegalArgumentException(
          "has a slash at an end or two in a row, so that nothing matches: write `orders/v1`");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException(
          "has a dot segment, and such requests are refused: write it without");
    }
  }
}
