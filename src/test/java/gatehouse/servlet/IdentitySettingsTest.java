package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.http.Account;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentitySettingsTest {

  private final Map<String, String> environment = new HashMap<>();
  private final IdentitySettings settings =
      new Settings(new SettingSource(name -> null, name -> null, environment)).identity();

  @Test
  void nothing_has_to_be_set() {
    assertEquals(new Account("000000000000", "us-east-1"), settings.account());
    assertNull(settings.credentials());
  }

  @Test
  void account_region_and_access_keys_can_be_set() {
    environment.put("GATEHOUSE_ACCOUNT_ID", "123456789012");
    environment.put("GATEHOUSE_REGION", "eu-central-1");
    environment.put(
        "GATEHOUSE_IAM_CREDENTIALS_FILE",
        Path.of("src/test/resources/iam/credentials.json").toString());

    assertEquals(new Account("123456789012", "eu-central-1"), settings.account());
    assertNotNull(settings.credentials());
  }

  @Test
  void what_makes_no_sense_is_told_with_the_setting() {
    environment.put("GATEHOUSE_ACCOUNT_ID", "42");
    assertEquals(
        "setting gatehouse.accountId is `42`: it is no account: write 12 digits",
        message(settings::account));

    environment.put("GATEHOUSE_ACCOUNT_ID", "123456789012");
    environment.put("GATEHOUSE_REGION", "*");
    assertEquals(
        "setting gatehouse.region is `*`: it is no region: write one such as `us-east-1`",
        message(settings::account));

    environment.put("GATEHOUSE_IAM_CREDENTIALS_FILE", "/no/such/file");
    assertEquals(
        "setting gatehouse.iam.credentialsFile: `/no/such/file` cannot be read: correct the path, or permit it to the server's user",
        message(settings::credentials));
  }

  private static String message(Runnable reading) {
    return assertThrows(IllegalArgumentException.class, reading::run).getMessage();
  }
}
