package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

  @Test
  void an_account_has_12_digits_and_a_region() {
    assertEquals("eu-central-1", new Account("123456789012", "eu-central-1").region());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901x", "12345678901\u0661"})
  void what_has_not_is_no_account(String id) {
    assertThrows(IllegalArgumentException.class, () -> new Account(id, "us-east-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us east", "us:east", "us/east", "*", "US-EAST-1", "us--1"})
  void what_could_not_stand_in_an_arn_is_no_region(String region) {
    assertThrows(IllegalArgumentException.class, () -> new Account("123456789012", region));
  }
}
