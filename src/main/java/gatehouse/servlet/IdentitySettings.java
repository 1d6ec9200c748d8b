package gatehouse.servlet;

import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.http.Account;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which account and region the APIs are in, and who has access keys, as the operator sets it. */
final class IdentitySettings {

  private final SettingSource source;

  IdentitySettings(SettingSource source) {
    this.source = source;
  }

  Account account() {
    String id = source.text(SettingKey.ACCOUNT_ID);
    String region = source.text(SettingKey.REGION);
    // One after the other, so that a fault is told of the setting that has it.
    Account named =
        id == null
            ? Account.DEFAULT
            : checked(SettingKey.ACCOUNT_ID, id, () -> new Account(id, Account.DEFAULT.region()));
    return region == null
        ? named
        : checked(SettingKey.REGION, region, () -> new Account(named.id(), region));
  }

  /** Null when nobody has access keys. */
  @Nullable CredentialsFile credentials() {
    String path = source.text(SettingKey.IAM_CREDENTIALS_FILE);
    if (path == null) {
      return null;
    }
    try {
      return new CredentialsFile(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "setting %s is no path of a file".formatted(SettingKey.IAM_CREDENTIALS_FILE.property()),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting %s: %s".formatted(SettingKey.IAM_CREDENTIALS_FILE.property(), e.getMessage()),
          e);
    }
  }

  private interface Reading {
    Account read();
  }

  private static Account checked(SettingKey key, String text, Reading reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting %s is `%s`: it %s".formatted(key.property(), text, e.getMessage()), e);
    }
  }
}
