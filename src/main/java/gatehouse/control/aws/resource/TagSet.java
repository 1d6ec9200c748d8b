package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;

/** The tags of a resource. AWS: "Tag naming limits and requirements". */
final class TagSet {

  static final String MEMBER = "Tags";

  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private TagSet() {}

  /** Refuses what cannot be tags. */
  static void check(ObjectNode resource) {
    ObjectNode tags = JsonTree.objectOf(resource, MEMBER);
    if (tags.size() > MOST) {
      throw AwsException.badRequest("A resource can have at most %d tags".formatted(MOST));
    }
    tags.properties()
        .forEach(
            tag -> {
              String key = tag.getKey();
              if (key.isEmpty() || key.length() > LONGEST_KEY || key.startsWith("aws:")) {
                throw AwsException.badRequest(
                    "Invalid tag key: it must have 1 to %d characters and not begin with aws:"
                        .formatted(LONGEST_KEY));
              }
              if (tag.getValue().asText().length() > LONGEST_VALUE) {
                throw AwsException.badRequest(
                    "Invalid tag value of key %s: it must have at most %d characters"
                        .formatted(key, LONGEST_VALUE));
              }
            });
  }
}
