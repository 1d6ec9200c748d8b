package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.ParameterMapping.Operation;
import gatehouse.config.ParameterMapping.Target;
import gatehouse.expression.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The key of a parameter mapping: {@code append:header.NAME}, {@code overwrite:path}.
 *
 * @param name empty where there is none
 */
record MappingKey(Operation operation, Target target, String name) {

  private static final List<String> OPERATIONS = List.of("append", "overwrite", "remove");
  private static final List<String> OF_REQUESTS = List.of("header", "querystring", "path");
  private static final List<String> OF_RESPONSES = List.of("header", "statuscode");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  static MappingKey parse(String key, boolean ofResponse) {
    List<String> targets = ofResponse ? OF_RESPONSES : OF_REQUESTS;
    int colon = key.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "has no operation: write one of `append:`, `overwrite:` and `remove:` in front");
    }
    Operation operation =
        Operation.valueOf(known(key.substring(0, colon), OPERATIONS).toUpperCase(Locale.ROOT));
    String[] words = key.substring(colon + 1).split("\\.", 2);
    String part = known(words[0], targets);
    Target target = Target.valueOf(part.toUpperCase(Locale.ROOT));
    String name = words.length == 2 ? words[1] : "";
    if (target == Target.PATH || target == Target.STATUSCODE) {
      if (operation != Operation.OVERWRITE || words.length == 2) {
        throw new IllegalArgumentException(
            "is nothing that AWS can do: write %s".formatted(quoted("overwrite:" + part)));
      }
    } else if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "names none: write %s".formatted(quoted(key.substring(0, colon + 1) + part + ".NAME")));
    }
    if (target == Target.HEADER) {
      checkHeader(operation, name);
    }
    return new MappingKey(operation, target, name);
  }

  private static void checkHeader(Operation operation, String name) {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s is no name of a header: write letters, digits and hyphens".formatted(quoted(name)));
    }
    ReservedHeaders.check(name);
    if (name.equalsIgnoreCase("Host") && operation != Operation.OVERWRITE) {
      throw new IllegalArgumentException(
          "would leave the upstream with two hosts or none: write `overwrite:header.Host`");
    }
  }

  private static String known(String word, List<String> known) {
    if (known.contains(word)) {
      return word;
    }
    String near = Nearest.loose(word, known);
    throw new IllegalArgumentException(
        near == null
            ? "has %s where AWS has one of %s: correct it"
                .formatted(quoted(word), String.join(", ", known))
            : "has %s: did you mean %s?".formatted(quoted(word), quoted(near)));
  }
}
