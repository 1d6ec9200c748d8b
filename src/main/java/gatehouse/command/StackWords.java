package gatehouse.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of the commands on stacks. Stateless. */
final class StackWords {

  private StackWords() {}

  /**
   * Words in which each {@code KEY=VALUE} behind an option is a value of this option, as the AWS
   * CLI takes them: {@code --parameter-overrides A=1 B=2}.
   */
  static List<String> spread(List<String> words, List<String> options) {
    List<String> spread = new ArrayList<>();
    String option = "";
    boolean isFirst = false;
    for (String word : words) {
      if (options.contains(word)) {
        option = word;
        isFirst = true;
      } else if (!option.isEmpty() && !word.startsWith("-") && (isFirst || word.indexOf('=') > 0)) {
        spread.add(option + "=" + word);
        isFirst = false;
      } else {
        if (isFirst) {
          spread.add(option);
        }
        option = "";
        isFirst = false;
        spread.add(word);
      }
    }
    if (isFirst) {
      spread.add(option);
    }
    return spread;
  }

  /** Values by key, of {@code KEY=VALUE}. */
  static Map<String, String> pairs(Arguments arguments, String option) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : arguments.values(option)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageException("option %s needs KEY=VALUE behind it".formatted(option));
      }
      if (pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw new UsageException(
            "option %s has %s twice: keep one".formatted(option, pair.substring(0, equals)));
      }
    }
    return pairs;
  }
}
