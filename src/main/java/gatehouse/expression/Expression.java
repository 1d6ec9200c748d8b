package gatehouse.expression;

import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a value: {@code $request.header.NAME}, {@code ${context.requestId}} any number of
 * times within text, or text alone. Parsed once, evaluated often. Immutable and safe for use by
 * several threads.
 *
 * <p>AWS: "Transform API requests and responses with parameter mapping for HTTP APIs". It does not
 * say what a reference to nothing comes to. Here, and here alone, is our choice: an expression that
 * is nothing but such a reference has no value, and within text nothing takes its place.
 */
public final class Expression {

  private final String text;
  private final ExpressionKind kind;
  private final List<Source> parts;

  private Expression(String text, ExpressionKind kind, List<Source> parts) {
    this.text = text;
    this.kind = kind;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads an expression as AWS writes it.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read; it
   *     tells references, never other text
   */
  public static Expression parse(String text, ExpressionKind kind) {
    return new Expression(text, kind, new ExpressionParser(text, kind).parts());
  }

  /**
   * The value.
   *
   * @return null when the expression is a reference to nothing
   */
  public @Nullable String of(Scope scope) {
    if (parts.size() == 1) {
      return parts.get(0).of(scope);
    }
    StringBuilder value = new StringBuilder();
    for (Source part : parts) {
      String piece = part.of(scope);
      if (piece != null) {
        value.append(piece);
      }
    }
    return value.toString();
  }

  /**
   * The values that the parts refer to one by one, as the client sent them: neither joined, so that
   * two values are not one with a comma, nor, of fields, decoded.
   *
   * @param fields what is seen of the request's fields
   * @return empty when there is nothing
   */
  public List<String> values(Exchange exchange, Headers fields) {
    return parts.stream().flatMap(part -> part.values(exchange, fields).stream()).toList();
  }

  /**
   * The value as bytes: those of the body as they came, where the whole body is meant, and text in
   * UTF-8 otherwise.
   *
   * @return null when the expression is a reference to nothing; nobody else changes the bytes
   */
  public byte @Nullable [] bytesOf(Scope scope) {
    if (parts.size() == 1 && parts.get(0) instanceof Source.OfBody whole && whole.path() == null) {
      MessageBody body = scope.body();
      return body == null ? null : body.bytes();
    }
    String value = of(scope);
    return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether it looks into the message's body, which has to be read before. */
  public boolean needsBody() {
    return parts.stream().anyMatch(Source.OfBody.class::isInstance);
  }

  /** The text of an expression that is the same for all requests; null when it refers to one. */
  public @Nullable String constant() {
    return parts.stream().allMatch(Source.Constant.class::isInstance) ? text : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Expression that && text.equals(that.text) && kind == that.kind;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As AWS writes it; {@link #parse} reads it back. Text in it may be secret: never log it. */
  @Override
  public String toString() {
    return text;
  }
}
