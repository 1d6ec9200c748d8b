package gatehouse.servlet;

import gatehouse.control.Access;
import gatehouse.control.BearerToken;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who may use the management address. */
final class ManagementSetting {

  private static final String OFF = "off";
  private static final String LOOPBACK = "loopback";
  private static final String TOKEN = "token";

  private final SettingSource source;

  ManagementSetting(SettingSource source) {
    this.source = source;
  }

  /** Null when it is off. */
  @Nullable Access read() {
    String text = source.text(SettingKey.MANAGEMENT);
    if (text == null || text.equals(OFF)) {
      return null;
    }
    List<String> words = List.of(text.split("\\s*,\\s*", -1));
    if (!Set.of(LOOPBACK, TOKEN).containsAll(words)) {
      throw new IllegalArgumentException(
          "setting %s is `%s`: write `off`, `loopback`, `token` or `loopback,token`"
              .formatted(SettingKey.MANAGEMENT.property(), text));
    }
    if (!words.contains(TOKEN)) {
      refuse(SettingKey.MANAGEMENT_TOKEN, text);
      refuse(SettingKey.MANAGEMENT_TOKEN_FILE, text);
    }
    return new Access(words.contains(LOOPBACK), words.contains(TOKEN) ? token() : null);
  }

  /** Whoever sets a token believes that it is asked for. */
  private void refuse(SettingKey key, String management) {
    if (source.text(key) != null) {
      throw new IllegalArgumentException(
          "setting %s is set, but %s is `%s`, which asks for no token: write `token` or `loopback,token` there, or remove %s"
              .formatted(
                  key.property(), SettingKey.MANAGEMENT.property(), management, key.property()));
    }
  }

  private BearerToken token() {
    String text = source.text(SettingKey.MANAGEMENT_TOKEN);
    String file = source.text(SettingKey.MANAGEMENT_TOKEN_FILE);
    if ((text == null) == (file == null)) {
      throw new IllegalArgumentException(
          "setting %s demands a token: set either %s or %s"
              .formatted(
                  SettingKey.MANAGEMENT.property(),
                  SettingKey.MANAGEMENT_TOKEN.property(),
                  SettingKey.MANAGEMENT_TOKEN_FILE.property()));
    }
    SettingKey key = text == null ? SettingKey.MANAGEMENT_TOKEN_FILE : SettingKey.MANAGEMENT_TOKEN;
    try {
      return text == null ? BearerToken.in(Path.of(String.valueOf(file))) : BearerToken.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "setting %s is no path of a file".formatted(key.property()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting %s: %s".formatted(key.property(), e.getMessage()), e);
    }
  }
}
