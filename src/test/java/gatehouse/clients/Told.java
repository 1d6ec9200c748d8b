package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Requests and answers of the SDK for Java as plain maps and lists, to compare them as a whole. */
final class Told {

  private Told() {}

  /** Everything that an object says, by member; what it does not say is not there. */
  static Map<String, Object> by(SdkPojo object) {
    Map<String, Object> told = new TreeMap<>();
    for (SdkField<?> field : object.sdkFields()) {
      Object value = plain(field.getValueOrDefault(object));
      if (value != null) {
        told.put(field.memberName(), value);
      }
    }
    return told;
  }

  /**
   * Holds an answer against what was written: each member that it can have and that was written is
   * there and the same.
   *
   * @param but members that are known not to come back
   */
  static void keeps(SdkPojo read, SdkPojo written, String... but) {
    Set<String> members =
        read.sdkFields().stream().map(SdkField::memberName).collect(Collectors.toSet());
    members.removeAll(Arrays.asList(but));
    Map<String, Object> expected = by(written);
    expected.keySet().retainAll(members);
    Map<String, Object> actual = by(read);
    actual.keySet().retainAll(expected.keySet());
    assertEquals(expected, actual);
  }

  /** Holds two answers against each other, whatever operations they are of. */
  static void same(SdkPojo expected, SdkPojo actual) {
    assertEquals(by(expected), by(actual));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
      return null;
    }
    if (value instanceof SdkPojo object) {
      return by(object);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Told::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> told = new TreeMap<>();
      map.forEach((key, each) -> told.put((String) key, plain(each)));
      return told;
    }
    return value;
  }
}
