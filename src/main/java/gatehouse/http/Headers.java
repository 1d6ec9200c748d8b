package gatehouse.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP fields in the order in which they arrived: repeated names are kept apart, names compare
 * without regard to case and keep the case in which they were written (RFC 9110, section 5).
 *
 * <p>A field that could break out of its line cannot get in here: {@link Builder#add} refuses names
 * that are no tokens and values with control characters or with characters beyond ISO-8859-1, so
 * that nobody further on has to think of header injection. Immutable and safe for use by several
 * threads. {@link #toString} shows names only, because values may be secrets.
 */
public final class Headers {

  /** No fields at all. */
  public static final Headers EMPTY = new Headers(new String[0]);

  /** Name, value, name, value, … */
  private final String[] pairs;

  private Headers(String[] pairs) {
    this.pairs = pairs;
  }

  /** Fields from alternating names and values; for constants and tests. */
  public static Headers of(String... pairs) {
    Builder builder = new Builder(pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      builder.add(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  /** The number of fields, each repetition counted. */
  public int size() {
    return pairs.length / 2;
  }

  /** The name of the field at this position, as it was written. */
  public String name(int index) {
    return pairs[2 * index];
  }

  /** The value of the field at this position. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The first value of this name, or null when there is none. */
  public @Nullable String first(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** All values of this name in their order; empty when there is none. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equalsIgnoreCase(name)) {
        values.add(pairs[i + 1]);
      }
    }
    return values;
  }

  /** Whether there is a field of this name. */
  public boolean contains(String name) {
    return first(name) != null;
  }

  /** Calls {@code action} with each name and value, in order. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(pairs[i], pairs[i + 1]);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers that && Arrays.equals(pairs, that.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  /** The names only, in lower case: values may be secrets. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    forEach((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
    return names.toString();
  }

  /** Collects fields; for one thread, and for one result. */
  public static final class Builder {

    private String[] pairs;
    private int length;

    /** How many fields there are. */
    public int size() {
      return length / 2;
    }

    /** A builder with room for this many fields; it grows when there are more. */
    public Builder(int expectedFields) {
      pairs = new String[2 * Math.max(1, expectedFields)];
    }

    /**
     * Adds a field behind those that are there.
     *
     * @throws IllegalArgumentException when the name is no token or the value holds a character
     *     that a field value must not hold; the message names the field, never its value
     */
    public Builder add(String name, String value) {
      if (!FieldSyntax.isToken(name)) {
        throw new IllegalArgumentException("a header name is not a token");
      }
      if (!FieldSyntax.isValue(value)) {
        throw new IllegalArgumentException("illegal character in the value of header " + name);
      }
      return put(name, value);
    }

    /** Adds a field of other ones, which has been looked at when it came to these. */
    public Builder add(Headers others, int index) {
      return put(others.name(index), others.value(index));
    }

    /** Adds the fields of other ones, in their order. */
    public Builder addAll(Headers others) {
      for (int i = 0; i < others.size(); i++) {
        add(others, i);
      }
      return this;
    }

    private Builder put(String name, String value) {
      if (length == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * length);
      }
      pairs[length++] = name;
      pairs[length++] = value;
      return this;
    }

    /** The fields collected so far. */
    public Headers build() {
      return length == 0 ? EMPTY : new Headers(Arrays.copyOf(pairs, length));
    }
  }
}
