package gatehouse.control.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.Edits;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a change makes of the configuration's files. For one thread. */
final class FileChanges {

  /** Snapshots repeat what the other files say, and large files make a line that nobody reads. */
  private static final Pattern SNAPSHOT = Pattern.compile("(apis/[^/]+/)?deployments/.*");

  private static final int LONGEST = 64 << 10;

  /** Of all contents of one change. */
  private static final int LONGEST_TOGETHER = 1 << 20;

  private @Nullable ConfigurationFiles before;
  private @Nullable Edits edits;
  private boolean isMade;

  /** The same change, of which this is told. */
  <T> ConfigWriter.Change<T> watching(ConfigWriter.Change<T> change) {
    return new ConfigWriter.Change<>() {
      @Override
      public T make(ConfigurationFiles now, Edits made) {
        before = now;
        edits = made;
        return change.make(now, made);
      }

      @Override
      public void made() {
        isMade = true;
        change.made();
      }
    };
  }

  /** Whether it is made, whatever has happened since. */
  boolean isMade() {
    return isMade;
  }

  /** What has changed, file by file, without secrets. */
  ArrayNode toJson(Withheld withheld) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int left = LONGEST_TOGETHER;
    ConfigurationFiles files = before;
    Edits made = edits;
    if (files != null && made != null) {
      for (Map.Entry<String, Optional<byte[]>> edit : made.byPath().entrySet()) {
        byte[] old = files.contents().get(edit.getKey());
        byte[] now = edit.getValue().orElse(null);
        if (!Arrays.equals(old, now)) {
          ObjectNode one = all.addObject().put("file", edit.getKey());
          left -= length(old) + length(now);
          boolean isWhole = left >= 0 && !SNAPSHOT.matcher(edit.getKey()).matches();
          one.set("before", content(old, isWhole, withheld));
          one.set("after", content(now, isWhole, withheld));
        }
      }
    }
    return all;
  }

  /** What it takes of the room for all. */
  private static int length(byte @Nullable [] bytes) {
    return bytes == null || bytes.length > LONGEST ? 0 : bytes.length;
  }

  private static JsonNode content(byte @Nullable [] bytes, boolean isWhole, Withheld withheld) {
    if (bytes == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode object = isWhole && bytes.length <= LONGEST ? JsonTree.parse(bytes) : null;
    return object == null
        ? JsonNodeFactory.instance
            .objectNode()
            .put("sha256", sha256(bytes))
            .put("bytes", bytes.length)
        : Redaction.of(withheld.of(object));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
