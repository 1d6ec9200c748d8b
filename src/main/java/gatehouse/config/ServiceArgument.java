package gatehouse.config;

import gatehouse.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a parameter of a service gets, parsed. Where the operator has written JSON, the expressions
 * are those of its strings, so that no value that a client sends can become a part of the JSON.
 */
public sealed interface ServiceArgument {

  /** Whether it looks into the request's body. */
  boolean needsBody();

  /** One value. */
  record Value(Expression value) implements ServiceArgument {
    @Override
    public boolean needsBody() {
      return value.needsBody();
    }
  }

  /** A list that the operator has written: one value each. */
  record Texts(List<Expression> values) implements ServiceArgument {

    /** With a copy of this list. */
    public Texts {
      values = List.copyOf(values);
    }

    @Override
    public boolean needsBody() {
      return values.stream().anyMatch(Expression::needsBody);
    }
  }

  /** Attributes that the operator has written: the members of each by their names. */
  record Attributes(Map<String, Map<String, Expression>> attributes) implements ServiceArgument {

    /** With a copy of this map. */
    public Attributes {
      Map<String, Map<String, Expression>> copy = new LinkedHashMap<>();
      attributes.forEach(
          (name, members) ->
              copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(members))));
      attributes = Collections.unmodifiableMap(copy);
    }

    @Override
    public boolean needsBody() {
      return attributes.values().stream()
          .flatMap(members -> members.values().stream())
          .anyMatch(Expression::needsBody);
    }
  }
}
