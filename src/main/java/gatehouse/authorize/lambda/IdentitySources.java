package gatehouse.authorize.lambda;

import gatehouse.expression.Expression;
import gatehouse.expression.Scope;
import gatehouse.http.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request says who calls. Immutable.
 *
 * <p>AWS: "Identity sources" of "Control access to HTTP APIs with AWS Lambda authorizers".
 *
 * @param expressions may be none
 */
record IdentitySources(List<Expression> expressions) {

  /** With a copy of the list. */
  IdentitySources {
    expressions = List.copyOf(expressions);
  }

  /** The values in the order of the sources; null when one is missing or empty. */
  @Nullable List<String> of(Exchange exchange) {
    Scope scope = Scope.of(exchange, null);
    List<String> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      String value = expression.of(scope);
      if (value == null || value.isEmpty()) {
        return null;
      }
      values.add(value);
    }
    return values;
  }
}
