package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is checked of resources of several kinds. */
final class Checks {

  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_NAME = 128;

  private Checks() {}

  /** AWS: {@code __stringWithLengthBetween0And1024}. */
  static void description(ObjectNode resource) {
    length(resource, "Description", LONGEST_DESCRIPTION);
  }

  /** Refuses a text that is too long. */
  static void length(ObjectNode resource, String member, int longest) {
    String text = JsonTree.text(resource, member);
    if (text != null && text.length() > longest) {
      throw AwsException.badRequest(
          "Invalid %s specified: it must have at most %d characters"
              .formatted(
                  member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1), longest));
    }
  }

  /** A name of 1 to 128 characters. */
  static String name(ObjectNode resource, String message) {
    String name = JsonTree.text(resource, "Name");
    if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
      throw AwsException.badRequest(message);
    }
    return name;
  }

  /** Refuses what is not so. */
  static void that(boolean condition, String message) {
    if (!condition) {
      throw AwsException.badRequest(message);
    }
  }

  /** What must be there. */
  static String required(@Nullable String text, String message) {
    if (text == null || text.isEmpty()) {
      throw AwsException.badRequest(message);
    }
    return text;
  }
}
