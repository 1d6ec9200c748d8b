package gatehouse.servlet;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.accesslog.DirectLines;
import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.config.AuditFile;
import gatehouse.config.LogDestination;
import gatehouse.control.aws.IssuerCheck;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads who may use AWS's management API, and under which URL the gateway is known. */
final class AdminSetting {

  private static final String OFF = "off";
  private static final String LOOPBACK = "loopback";
  private static final String IAM = "iam";

  private final SettingSource source;

  AdminSetting(SettingSource source) {
    this.source = source;
  }

  /**
   * What is set for the management API.
   *
   * @param keys of administrators; null when everybody on this machine may
   * @param audit where changes are recorded; it has been opened once
   * @param issuerCheck what comes of an issuer that cannot be reached
   * @param allow31 whether documents of OpenAPI 3.1 are read as if they were of 3.0
   */
  record Admin(
      @Nullable CredentialsFile keys,
      DirectLines audit,
      IssuerCheck.Mode issuerCheck,
      boolean allow31) {

    /** Where changes are recorded; null when that is no file. */
    @Nullable AuditFile auditFile() {
      Path file = audit.file();
      return file == null ? null : new AuditFile(file);
    }

    /** Looks whether there are other keys. */
    void poll() {
      if (keys != null) {
        keys.poll();
      }
    }
  }

  /**
   * What is set; null when the management API is not there.
   *
   * @param logs says where files are
   * @throws IllegalArgumentException when it makes no sense, with the remedy
   */
  @Nullable Admin read(AccessLogOptions logs) {
    String mode = source.text(SettingKey.ADMIN);
    if (mode != null && !List.of(OFF, LOOPBACK, IAM).contains(mode)) {
      throw refused(SettingKey.ADMIN, "is `%s`: write `off`, `loopback` or `iam`".formatted(mode));
    }
    String file = source.text(SettingKey.ADMIN_CREDENTIALS_FILE);
    boolean isIam = IAM.equals(mode);
    if (isIam && file == null) {
      throw refused(
          SettingKey.ADMIN,
          "is `iam`: name the file with the keys of administrators in "
              + SettingKey.ADMIN_CREDENTIALS_FILE.property());
    }
    if (!isIam && file != null) {
      // Whoever names keys believes that they are asked for.
      throw refused(
          SettingKey.ADMIN_CREDENTIALS_FILE,
          "is set, but %s is `%s`, which asks for no key: write `iam` there, or remove this"
              .formatted(SettingKey.ADMIN.property(), mode == null ? OFF : mode));
    }
    IssuerCheck.Mode issuerCheck = issuerCheck();
    boolean allow31 = source.flag(SettingKey.OPENAPI_ALLOW_31, false);
    return mode == null || mode.equals(OFF)
        ? null
        : new Admin(file == null ? null : keys(file), audit(logs), issuerCheck, allow31);
  }

  /** Whoever may call an API must not administrate by accident. */
  private CredentialsFile keys(String file) {
    try {
      Path path = Path.of(file).toAbsolutePath().normalize();
      String ofCallers = source.text(SettingKey.IAM_CREDENTIALS_FILE);
      if (ofCallers != null && Path.of(ofCallers).toAbsolutePath().normalize().equals(path)) {
        throw refused(
            SettingKey.ADMIN_CREDENTIALS_FILE,
            "is the file of %s, too: administrators have a file of their own"
                .formatted(SettingKey.IAM_CREDENTIALS_FILE.property()));
      }
      return keys(path);
    } catch (InvalidPathException e) {
      throw refused(SettingKey.ADMIN_CREDENTIALS_FILE, "is no path of a file");
    }
  }

  private static CredentialsFile keys(Path path) {
    try {
      return new CredentialsFile(path);
    } catch (IllegalArgumentException e) {
      throw refused(SettingKey.ADMIN_CREDENTIALS_FILE, ": " + e.getMessage());
    }
  }

  private DirectLines audit(AccessLogOptions logs) {
    String set = source.text(SettingKey.ADMIN_AUDIT);
    String text = set == null ? "container" : set;
    LogDestination destination;
    try {
      destination = LogDestination.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused(SettingKey.ADMIN_AUDIT, String.valueOf(e.getMessage()));
    }
    if (destination.kind() == LogDestination.Kind.USUAL) {
      throw refused(
          SettingKey.ADMIN_AUDIT,
          "is a log group: write `container`, `stdout`, or a file such as `file:audit.log`");
    }
    DirectLines lines =
        DirectLines.to(destination, logs, "gatehouse.audit", InstantSource.system());
    try {
      lines.append(List.of());
    } catch (IOException e) {
      throw refused(
          SettingKey.ADMIN_AUDIT,
          "is `%s`, which cannot be written: correct it, or permit it to the server's user: %s"
              .formatted(text, e));
    }
    return lines;
  }

  private IssuerCheck.Mode issuerCheck() {
    String text = source.text(SettingKey.ADMIN_ISSUER_CHECK);
    if (text == null) {
      return IssuerCheck.Mode.WARN;
    }
    for (IssuerCheck.Mode mode : IssuerCheck.Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw refused(
        SettingKey.ADMIN_ISSUER_CHECK, "is `%s`: write `off`, `warn` or `on`".formatted(text));
  }

  private static IllegalArgumentException refused(SettingKey key, String fault) {
    return new IllegalArgumentException("setting %s %s".formatted(key.property(), fault));
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
