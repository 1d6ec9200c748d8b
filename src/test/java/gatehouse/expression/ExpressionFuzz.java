package gatehouse.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The first line is an expression, what follows a body that it is evaluated with. */
final class ExpressionFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String text = input.line();
    byte[] body = input.bytes();
    for (ExpressionKind kind : ExpressionKind.values()) {
      try {
        Expression expression = Expression.parse(text, kind);
        assertEquals(text, expression.toString());
        assertEquals(expression, Expression.parse(expression.toString(), kind));
        evaluate(expression, text, body);
      } catch (IllegalArgumentException fault) {
        String message = String.valueOf(fault.getMessage());
        assertFalse(message.isBlank());
        assertTrue(message.length() < 400 + 2 * text.length(), message);
      }
    }
  }

  private static void evaluate(Expression expression, String text, byte[] body) {
    Exchange exchange =
        Exchanges.of(
            Exchanges.request(
                "POST", "/pets/7%20a", "q=1&q=2&a=b", Headers.of("Name", "Rex"), Body.EMPTY));
    Scope scope = Scope.of(exchange, new MessageBody(body));
    String value = expression.of(scope);
    assertEquals(value, expression.of(scope), "the same again");
    String constant = expression.constant();
    if (constant != null) {
      assertEquals(text, constant);
      assertEquals(text, value);
      assertFalse(expression.needsBody());
    }
    byte @Nullable [] bytes = expression.bytesOf(scope);
    if (!expression.needsBody()) {
      assertArrayEquals(value == null ? null : value.getBytes(StandardCharsets.UTF_8), bytes);
    }
    assertTrue(
        value == null || value.length() < (text.length() + 1) * (200 + 12 * body.length),
        () -> String.valueOf(value).length() + " characters");
    expression.values(exchange, exchange.request().headers());
  }
}
