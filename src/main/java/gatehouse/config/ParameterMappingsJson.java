package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.ParameterMapping.Operation;
import gatehouse.config.ParameterMapping.Target;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameter mappings of an integration.
 *
 * <p>AWS: {@code RequestParameters} and {@code ResponseParameters} of {@code Integration} of the
 * ApiGatewayV2 API. CloudFormation writes those of a response as a list, with {@code Destination}
 * and {@code Source}; both forms are read.
 */
final class ParameterMappingsJson {

  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");
  private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(;[^/]*)?(/.*)?");
  private static final String LIST = "ResponseParameters";

  private ParameterMappingsJson() {}

  /** The mappings; those with problems are left out. */
  static ParameterMappings read(ObjectJson in) {
    Map<Integer, List<ParameterMapping>> responses = responses(in);
    return new ParameterMappings(mappings(in.object("RequestParameters"), false), responses);
  }

  /** The mappings of responses alone, where {@code RequestParameters} are others. */
  static ParameterMappings ofResponses(ObjectJson in) {
    return new ParameterMappings(List.of(), responses(in));
  }

  private static Map<Integer, List<ParameterMapping>> responses(ObjectJson in) {
    Map<Integer, List<ParameterMapping>> responses = new TreeMap<>();
    ObjectJson byStatus = in.object("ResponseParameters");
    if (byStatus != null) {
      byStatus.node().fieldNames().forEachRemaining(status -> add(byStatus, status, responses));
    }
    return responses;
  }

  private static void add(
      ObjectJson byStatus, String status, Map<Integer, List<ParameterMapping>> responses) {
    if (!STATUS.matcher(status).matches()) {
      byStatus.problem(
          status, "is no status of an integration: write one from `200` to `599`, each on its own");
      return;
    }
    ObjectJson mappings = byStatus.object(status);
    responses.put(
        Integer.valueOf(status),
        mappings != null && mappings.node().path(LIST).isArray()
            ? ofCloudFormation(mappings)
            : mappings(mappings, true));
  }

  private static List<ParameterMapping> mappings(@Nullable ObjectJson in, boolean ofResponse) {
    List<ParameterMapping> mappings = new ArrayList<>();
    if (in != null) {
      in.node()
          .fieldNames()
          .forEachRemaining(
              key -> {
                ParameterMapping mapping = in.text(key, value -> mapping(key, value, ofResponse));
                if (mapping != null) {
                  mappings.add(mapping);
                }
              });
    }
    return mappings;
  }

  private static List<ParameterMapping> ofCloudFormation(ObjectJson in) {
    List<ParameterMapping> mappings = new ArrayList<>();
    for (ObjectJson entry : in.objects(LIST)) {
      entry.require("Destination", "\"overwrite:header.NAME\"");
      entry.require("Source", "\"$response.header.NAME\"");
      String destination = entry.text("Destination");
      ParameterMapping mapping =
          destination == null
              ? null
              : entry.text("Source", source -> mapping(destination, source, true));
      if (mapping != null) {
        mappings.add(mapping);
      }
    }
    return mappings;
  }

  private static ParameterMapping mapping(String key, String value, boolean ofResponse) {
    MappingKey parsed = MappingKey.parse(key, ofResponse);
    ExpressionKind kind = ofResponse ? ExpressionKind.RESPONSE : ExpressionKind.REQUEST;
    if (parsed.operation() == Operation.REMOVE) {
      return mapping(parsed, Expression.parse("", kind));
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "has no value, by which AWS's CLI deletes a mapping: write one, or remove it");
    }
    Expression expression = Expression.parse(value, kind);
    if (expression.constant() != null) {
      checkConstant(parsed.target(), value);
    }
    return mapping(parsed, expression);
  }

  private static ParameterMapping mapping(MappingKey key, Expression value) {
    return new ParameterMapping(key.operation(), key.target(), key.name(), value);
  }

  /** What is wrong for every request is told here. */
  private static void checkConstant(Target target, String value) {
    if (target == Target.STATUSCODE && !STATUS.matcher(value).matches()) {
      throw new IllegalArgumentException("is no status: write one from `200` to `599`");
    }
    if (target == Target.HEADER
        && value.chars().anyMatch(c -> c == 0x7f || (c < ' ' && c != '\t'))) {
      throw new IllegalArgumentException(
          "has a control character, which no header can have: remove it");
    }
    if (target == Target.PATH) {
      boolean legal = value.chars().noneMatch(c -> c < ' ' || c == '\\' || (c >= 0x7f && c < 0xa0));
      if (!value.startsWith("/") || !legal || DOTS.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "is no path: start with %s, and leave dot segments, backslashes and control characters out"
                .formatted(quoted("/")));
      }
    }
  }
}
