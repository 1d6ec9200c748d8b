package gatehouse.control.cloudformation.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that somebody has given for what only AWS could tell. Immutable.
 *
 * @param values by what they stand in for: {@code Alb.DNSName} and {@code Alb} for an attribute of
 *     a resource that is not made here and its {@code Ref}, {@code resolve:ssm:/pets/host} for a
 *     dynamic reference or a parameter of Systems Manager, {@code import:NAME} for what another
 *     stack exports
 */
public record StandIns(Map<String, String> values) {

  /** None. */
  public static final StandIns NONE = new StandIns(Map.of());

  /** With a copy of this map. */
  public StandIns {
    values = Map.copyOf(values);
  }

  /** A value; null when nobody has given one. */
  public @Nullable String find(String key) {
    return values.get(key);
  }
}
