package gatehouse.testkit.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.Field;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares what came with what a case expects; the first difference fails the test. */
final class Comparison {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String where;
  private final String all;

  /**
   * A comparison.
   *
   * @param where for messages, for example {@code exchange 1, client}
   * @param all all that came, for messages
   */
  Comparison(String where, String all) {
    this.where = where;
    this.all = all;
  }

  void equal(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw difference(what, expected, actual);
    }
  }

  void text(String what, String expected, String actual) {
    if (!matches(expected, actual)) {
      throw difference(what, expected, actual);
    }
  }

  void headers(@Nullable HeaderList expected, @Nullable List<String> absent, List<Field> actual) {
    if (expected != null) {
      Set<String> names = new LinkedHashSet<>();
      expected.fields().forEach(field -> names.add(field.name().toLowerCase(Locale.ROOT)));
      names.forEach(name -> values(name, HeaderList.values(expected.fields(), name), actual));
    }
    if (absent != null) {
      absent.forEach(name -> equal("header " + name, List.of(), HeaderList.values(actual, name)));
    }
  }

  private void values(String name, List<String> expected, List<Field> actual) {
    List<String> came = HeaderList.values(actual, name);
    boolean same = expected.size() == came.size();
    for (int i = 0; same && i < expected.size(); i++) {
      same = matches(spaced(name, expected.get(i)), spaced(name, came.get(i)));
    }
    if (!same) {
      throw difference("header " + name, expected, came);
    }
  }

  /** Servers write media types with and without a space before their parameters. */
  private static String spaced(String name, String value) {
    return name.equals("content-type") && !isPattern(value)
        ? value.replaceAll(";\\s*", "; ")
        : value;
  }

  void body(@Nullable JsonNode expected, @Nullable Integer size, byte[] actual) {
    if (size != null) {
      equal("size of the body", size, actual.length);
    }
    if (expected == null) {
      return;
    }
    String text = new String(actual, StandardCharsets.UTF_8);
    if (expected.isTextual()) {
      text("body", expected.textValue(), text);
      return;
    }
    try {
      json("body", expected, JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw difference("body", expected, text);
    }
  }

  private void json(String what, JsonNode expected, JsonNode actual) {
    if (expected.isTextual() && actual.isTextual()) {
      text(what, expected.textValue(), actual.textValue());
    } else if (expected.isObject() && actual.isObject()) {
      equal("names in " + what, names(expected), names(actual));
      expected
          .properties()
          .forEach(
              entry ->
                  json(what + "/" + entry.getKey(), entry.getValue(), actual.get(entry.getKey())));
    } else if (expected.isArray() && actual.isArray()) {
      equal("length of " + what, expected.size(), actual.size());
      for (int i = 0; i < expected.size(); i++) {
        json(what + "/" + i, expected.get(i), actual.get(i));
      }
    } else {
      equal(what, expected, actual);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new LinkedHashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean matches(String expected, String actual) {
    return isPattern(expected)
        ? Pattern.compile(expected.substring(1, expected.length() - 1), Pattern.DOTALL)
            .matcher(actual)
            .matches()
        : expected.equals(actual);
  }

  private static boolean isPattern(String expected) {
    return expected.length() > 1 && expected.startsWith("~") && expected.endsWith("~");
  }

  private AssertionError difference(String what, Object expected, Object actual) {
    return new AssertionError(
        where + ", " + what + ":\nexpected " + expected + "\nbut got  " + actual + "\n\n" + all);
  }
}
