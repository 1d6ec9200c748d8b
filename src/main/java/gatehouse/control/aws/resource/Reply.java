package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers; its status is the operation's.
 *
 * @param contentType of the body
 * @param body null when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, sent once, and never compared.
public record Reply(String contentType, byte @Nullable [] body) {

  private static final String JSON = "application/json";

  /** No content. */
  public static final Reply NONE = new Reply(JSON, null);

  /** An object. */
  public static Reply of(ObjectNode object) {
    return new Reply(JSON, JsonTree.bytes(object));
  }
}
