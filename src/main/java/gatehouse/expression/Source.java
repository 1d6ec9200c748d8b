package gatehouse.expression;

import org.jspecify.annotations.Nullable;

/** One piece of an expression. Safe for use by several threads. */
interface Source {

  /** Its text; null when there is nothing. */
  @Nullable String of(Scope scope);

  /** Text that stands for itself. */
  record Constant(String text) implements Source {
    @Override
    public String of(Scope scope) {
      return text;
    }
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
