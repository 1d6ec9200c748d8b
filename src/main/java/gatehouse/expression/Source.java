package gatehouse.expression;

import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.QueryParameters;
import gatehouse.http.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of an expression. Safe for use by several threads. */
interface Source {

  /** Its text; null when there is nothing. */
  @Nullable String of(Scope scope);

  /**
   * Its values one by one, as they came; see {@link Expression#values}.
   *
   * @param fields in place of the request's own
   */
  default List<String> values(Exchange exchange, Headers fields) {
    String value = of(Scope.of(exchange, null));
    return value == null ? List.of() : List.of(value);
  }

  /** Text that stands for itself. */
  record Constant(String text) implements Source {
    @Override
    public String of(Scope scope) {
      return text;
    }
  }

  /** All values of a query parameter, with commas in between. */
  record OfQuery(String name) implements Source {
    @Override
    public @Nullable String of(Scope scope) {
      return joined(QueryParameters.values(scope.exchange().request().query(), name));
    }

    @Override
    public List<String> values(Exchange exchange, Headers fields) {
      return QueryParameters.values(exchange.request().query(), name);
    }
  }

  /** All values of a field, with commas in between. */
  record OfHeader(String name, boolean ofResponse) implements Source {
    @Override
    public @Nullable String of(Scope scope) {
      Response response = scope.response();
      Headers headers =
          ofResponse && response != null
              ? response.headers()
              : scope.exchange().request().headers();
      String value = joined(headers.all(name));
      return value == null ? null : text(value);
    }

    @Override
    public List<String> values(Exchange exchange, Headers fields) {
      return fields.all(name);
    }

    /** By hand: a token has a thousand characters, and a stream takes microseconds for them. */
    private static boolean isAscii(String value) {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) >= 0x80) {
          return false;
        }
      }
      return true;
    }

    /** Field values are bytes (RFC 9110, section 5.5): UTF-8 if they can be, else ISO-8859-1. */
    private static String text(String value) {
      if (isAscii(value)) {
        return value;
      }
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
            .toString();
      } catch (CharacterCodingException e) {
        return value;
      }
    }
  }

  private static @Nullable String joined(List<String> values) {
    return values.isEmpty() ? null : String.join(",", values);
  }

  /** The body as text, or a part of it. */
  record OfBody(@Nullable JsonPath path) implements Source {
    @Override
    public @Nullable String of(Scope scope) {
      MessageBody body = scope.body();
      if (body == null) {
        return null;
      }
      return path == null ? body.text() : body.part(path);
    }
  }
}
