package gatehouse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of docs/authorizers.md, as they stand there. A block of JSON is the file that the
 * line above it names last, in backticks.
 */
public final class AuthorizersPage {

  private static final Path PAGE = Path.of("docs/authorizers.md");
  private static final Pattern FILE =
      Pattern.compile("`([a-z/]+\\.json)`[^`\n]*:\n\n```json\n(.*?)```", Pattern.DOTALL);

  private AuthorizersPage() {}

  /**
   * The files of a section's example.
   *
   * @param section as its heading has it, for example {@code JWT}
   * @param addresses what stands in the page, and what a test has in its place
   * @return contents by path
   */
  public static Map<String, String> files(String section, Map<String, String> addresses) {
    String text = section(section);
    Map<String, String> files = new TreeMap<>();
    Matcher matcher = FILE.matcher(text);
    while (matcher.find()) {
      String content = matcher.group(2);
      for (Map.Entry<String, String> address : addresses.entrySet()) {
        content = content.replace(address.getKey(), address.getValue());
      }
      files.put(matcher.group(1), content);
    }
    addresses
        .keySet()
        .forEach(
            address -> {
              if (!text.contains(address)) {
                throw new AssertionError(section + " has no " + address);
              }
            });
    return files;
  }

  /**
   * What a pattern finds first in a section.
   *
   * @return its first group
   */
  public static String found(String section, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(section(section));
    if (!matcher.find()) {
      throw new AssertionError(section + " has nothing like " + pattern);
    }
    return matcher.group(1);
  }

  private static String section(String heading) {
    try {
      String page = Files.readString(PAGE);
      int start = page.indexOf("\n## " + heading + "\n");
      int end = page.indexOf("\n## ", start + 1);
      return page.substring(start, end < 0 ? page.length() : end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
