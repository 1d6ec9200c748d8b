package gatehouse.authorize.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsFileTest {

  private static final Path SAMPLE = Path.of("src/test/resources/iam/credentials.json");
  private static final String ALICE = "AKIAALICE00000000001";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void copy() throws IOException {
    file = directory.resolve("credentials.json");
    Files.copy(SAMPLE, file);
  }

  @Test
  void a_key_that_is_taken_away_counts_no_more() throws IOException {
    CredentialsFile credentials = new CredentialsFile(file);
    assertNotNull(credentials.get().find(ALICE));

    Files.writeString(file, Files.readString(file).replace(ALICE, "AKIAANOTHER000000001"));
    credentials.poll();

    assertNull(credentials.get().find(ALICE));
    assertNotNull(credentials.get().find("AKIAANOTHER000000001"));
  }

  @Test
  void a_mistake_leaves_the_keys_as_they_were_and_is_told_once() throws IOException {
    CredentialsFile credentials = new CredentialsFile(file);
    try (LogCapture log = new LogCapture()) {
      Files.writeString(file, "[{\"SecretAccessKey\": \"hush\"]");
      credentials.poll();
      credentials.poll();

      assertNotNull(credentials.get().find(ALICE));
      List<String> told = log.messages();
      assertEquals(1, told.size());
      assertTrue(told.get(0).contains("is not valid JSON, at line 1, column"), told.get(0));
      assertFalse(told.get(0).contains("hush"), told.get(0));
    }
  }

  @Test
  void without_the_file_there_are_no_keys_until_it_is_back() throws IOException {
    CredentialsFile credentials = new CredentialsFile(file);

    Files.delete(file);
    credentials.poll();
    assertNull(credentials.get().find(ALICE));

    Files.copy(SAMPLE, file);
    credentials.poll();
    assertNotNull(credentials.get().find(ALICE));
  }

  @Test
  void a_file_that_everybody_may_read_or_write_is_warned_of() throws IOException {
    try (LogCapture log = new LogCapture()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertNotNull(new CredentialsFile(file).get());
      assertEquals(List.of(), log.messages());

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      assertNotNull(new CredentialsFile(file).get());
      assertTrue(log.messages().get(0).contains("chmod o-r`"));

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r---w-"));
      assertNotNull(new CredentialsFile(file).get());
      assertTrue(log.messages().get(0).contains("everybody may write it"));
    }
  }

  @Test
  void no_secret_is_told() {
    AccessKeys keys = new CredentialsFile(file).get();

    assertFalse((keys + " " + keys.byId()).contains("secret"));
  }

  @Test
  void a_file_that_is_not_there_at_the_start_is_refused() {
    Path missing = directory.resolve("missing");

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new CredentialsFile(missing));

    assertTrue(String.valueOf(e.getMessage()).endsWith("permit it to the server's user"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[ | { | is not valid JSON, at line",
        "\"AccessKeyId\": \"AKIAALICE00000000001\" | \"AccessKeyId\": \"x\" | [0].AccessKeyId: is not what it should be: write 16 to 128 letters, digits and `_`",
        "\"AccessKeyId\": \"ASIABOB0000000000001\" | \"AccessKeyId\": \"AKIAALICE00000000001\" | [1].AccessKeyId: is the id of two keys: remove one of them",
        "alices/secret+key/that/only/tests/know/0 | short | [0].SecretAccessKey: is not what it should be: write 16 to 1024 visible ASCII characters",
        "UserId | UserIdentity | [0].UserIdentity: is unknown: remove it, or write one of AccessKeyId, AccountId, Policies, Policy, PrincipalOrgId, SecretAccessKey, SessionToken, UserArn, UserId",
        "\"UserId\": \"AIDAALICE00000000001\", | ~~ | [0].UserId: is missing: write an id such as AIDACKCEVSQ6C2EXAMPLE",
        "iam::123456789012 | iam::123456789013 | [0].UserArn: is of another account than AccountId: correct one of them",
        "Policies | Policy | [0].Policy: must be an object: correct it",
        "\"Policies\": [ | \"Policy\": {}, \"Policies\": [ | [0].Policy: or Policies must be there, and not both: without a policy a key opens nothing",
        "\"Deny\" | \"deny\" | [0].Policies[1].Statement[0].Effect: must be \"Allow\" or \"Deny\": write one of them"
      })
  void mistakes_are_told_with_place_and_remedy(String part, String other, String message)
      throws IOException {
    String text = Files.readString(file);
    int at = text.indexOf(part);
    assertTrue(at >= 0);
    Files.writeString(file, text.substring(0, at) + other + text.substring(at + part.length()));

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new CredentialsFile(file));

    assertTrue(
        String.valueOf(e.getMessage()).startsWith("`" + file + "`: " + message), e.getMessage());
    assertFalse(String.valueOf(e.getMessage()).contains("only/tests"));
  }
}
