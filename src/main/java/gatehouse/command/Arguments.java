package gatehouse.command;

import gatehouse.expression.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words behind a command, told apart: operands in their order, and options, {@code --name
 * value} or {@code --name=value}, anywhere between them. Behind {@code --} all words are operands.
 * Immutable.
 */
final class Arguments {

  private final List<String> operands = new ArrayList<>();
  private final Map<String, List<String>> options = new HashMap<>();

  /**
   * Reads words.
   *
   * @param operandNames what the operands stand for, all of them required
   * @param flags the options without a value
   * @param valued the options with a value
   * @throws UsageException when the words are others than these
   */
  Arguments(List<String> words, List<String> operandNames, Set<String> flags, Set<String> valued) {
    boolean onlyOperands = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (onlyOperands || !word.startsWith("-") || word.equals("-")) {
        operands.add(word);
      } else if (word.equals("--")) {
        onlyOperands = true;
      } else {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (flags.contains(name) && equals < 0) {
          add(name, "");
        } else if (flags.contains(name)) {
          throw new UsageException("option %s takes no value".formatted(name));
        } else if (!valued.contains(name)) {
          throw unknown(name, flags, valued);
        } else if (equals >= 0) {
          add(name, word.substring(equals + 1));
        } else if (++i < words.size()) {
          add(name, words.get(i));
        } else {
          throw new UsageException("option %s needs a value behind it".formatted(name));
        }
      }
    }
    checkOperands(operandNames);
  }

  /** An operand, by its place from 0. */
  String operand(int index) {
    return operands.get(index);
  }

  /** An operand that is a path. */
  Path path(int index) {
    return path(operands.get(index));
  }

  boolean has(String flag) {
    return options.containsKey(flag);
  }

  /**
   * The value of an option.
   *
   * @return null when it is not there
   * @throws UsageException when it is there twice
   */
  @Nullable String value(String name) {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw new UsageException("option %s is there twice: keep one".formatted(name));
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** All values of an option that may be there several times. */
  List<String> values(String name) {
    return options.getOrDefault(name, List.of());
  }

  /** A whole number within bounds; {@code usual} when the option is not there. */
  int number(String name, int usual, int least, int most) {
    String text = value(name);
    if (text == null) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new UsageException(
        "option %s is `%s`: write a whole number from %d to %d".formatted(name, text, least, most));
  }

  /** Shells leave a tilde alone where it is quoted, or behind an equals sign. */
  private static Path path(String word) {
    try {
      boolean home = word.equals("~") || word.startsWith("~/");
      return home ? Path.of(System.getProperty("user.home") + word.substring(1)) : Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageException("`%s` is no path: %s".formatted(word, e.getReason()));
    }
  }

  private void add(String name, String value) {
    options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  private void checkOperands(List<String> names) {
    if (operands.size() < names.size()) {
      throw new UsageException(names.get(operands.size()) + " is missing");
    }
    if (operands.size() > names.size()) {
      throw new UsageException(
          "`%s` is one word too many: quote what has spaces".formatted(operands.get(names.size())));
    }
  }

  private static UsageException unknown(String name, Set<String> flags, Set<String> valued) {
    Set<String> known = new TreeSet<>(flags);
    known.addAll(valued);
    String near = Nearest.loose(name, known);
    return new UsageException(
        "there is no option `%s`%s"
            .formatted(
                name,
                near != null
                    ? ": did you mean %s?".formatted(near)
                    : ": write one of " + String.join(", ", known)));
  }
}
