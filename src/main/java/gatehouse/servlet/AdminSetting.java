package gatehouse.servlet;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads who may use AWS's management API, and under which URL the gateway is known. */
final class AdminSetting {

  private final SettingSource source;

  AdminSetting(SettingSource source) {
    this.source = source;
  }

  /** Who may use it. */
  enum Mode {
    /** Nobody: it is not there. */
    OFF,
    /** Everybody on this machine. */
    LOOPBACK
  }

  /** Who may use it; nobody unless it is said. */
  Mode mode() {
    String text = source.text(SettingKey.ADMIN);
    if (text == null || text.equals("off")) {
      return Mode.OFF;
    }
    if (text.equals("loopback")) {
      return Mode.LOOPBACK;
    }
    throw new IllegalArgumentException(
        "setting %s is `%s`: write `off` or `loopback`"
            .formatted(SettingKey.ADMIN.property(), text));
  }

  /** Whether documents of OpenAPI 3.1 are read as if they were of 3.0; AWS refuses them. */
  boolean allow31() {
    return source.flag(SettingKey.OPENAPI_ALLOW_31, false);
  }

  /** Without a slash at its end; null when the gateway is known as it is called. */
  @Nullable String publicUrl() {
    String text = source.text(SettingKey.PUBLIC_URL);
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isWeb
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getFragment() == null) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (URISyntaxException e) {
      // Told below, like a URL of another kind.
    }
    throw new IllegalArgumentException(
        "setting %s is no URL: write one such as `https://api.example.com`"
            .formatted(SettingKey.PUBLIC_URL.property()));
  }
}
