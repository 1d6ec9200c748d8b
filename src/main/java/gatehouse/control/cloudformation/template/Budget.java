package gatehouse.control.cloudformation.template;

/**
 * How much a template may become: functions repeat what they are given, and a small template must
 * not fill the memory. One evaluation's.
 */
final class Budget {

  private static final long AT_LEAST = 1 << 16;
  private static final int PER_CHARACTER = 32;
  private static final int PER_VALUE = 16;

  private final long most;
  private long used;

  /**
   * For one template.
   *
   * @param characters of its text, and of what it includes
   */
  Budget(long characters) {
    this.most = AT_LEAST + PER_CHARACTER * characters;
  }

  /**
   * Takes a value with so many characters of text.
   *
   * @throws TemplateException when that is too much
   */
  void take(long characters, String place) {
    used += PER_VALUE + characters;
    if (used > most) {
      throw new TemplateException(
          place,
          "makes the template more than %d times as large as it is written: use shorter values, or fewer"
              .formatted(PER_CHARACTER));
    }
  }
}
