package gatehouse.authorize.lambda;

import gatehouse.expression.Expression;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.lambda.EventHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request says who calls. Immutable.
 *
 * <p>AWS: "Identity sources" of "Control access to HTTP APIs with AWS Lambda authorizers".
 *
 * @param expressions may be none
 * @param headers what functions are told of a request's fields
 */
record IdentitySources(List<Expression> expressions, EventHeaders headers) {

  /** With a copy of the list. */
  IdentitySources {
    expressions = List.copyOf(expressions);
  }

  /** Who calls; null when a source is missing or empty. */
  @Nullable Identity of(Exchange exchange) {
    Headers fields = headers.of(exchange);
    List<List<String>> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      List<String> all = expression.values(exchange, fields);
      if (all.isEmpty() || (all.size() == 1 && all.get(0).isEmpty())) {
        return null;
      }
      values.add(all);
    }
    return new Identity(fields, values);
  }
}
