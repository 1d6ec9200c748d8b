package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {

  private static final String ROOT = "1-67891233-abcdef012345678912345678";

  @Test
  void a_trace_begins_where_there_is_none() {
    assertEquals("Root=id", TraceHeader.carriedOn(List.of(), "id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Root=R                        | Self=id;Root=R",
        "root=R;Sampled=1              | Self=id;root=R;Sampled=1",
        "Parent=53995c3f42cd8ad8;Root=R| Self=id;Parent=53995c3f42cd8ad8;Root=R",
        "Self=1-2-3;Root=R             | Self=id;Root=R",
        "Root=R;self=1;CalledFrom=app  | Self=id;Root=R;CalledFrom=app",
        "Self=1;Self=2;Root=R          | Self=id;Root=R",
        "' Root=R ; Sampled=? ;'       | Self=id;Root=R;Sampled=?",
        "Root=1-67891233-ABCDEF012345678912345678 | Self=id;Root=1-67891233-ABCDEF012345678912345678",
      })
  void a_trace_that_has_begun_is_carried_on(String begun, String carried) {
    assertEquals(
        carried.replace("=R", "=" + ROOT),
        TraceHeader.carriedOn(List.of(begun.replace("=R", "=" + ROOT)), "id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "nonsense",
        "Parent=53995c3f42cd8ad8",
        "Root=",
        "Root=2",
        "Root=1-67891233-abcdef01234567891234567",
        "Root=1-67891233-abcdef0123456789123456789",
        "Root=1-67891233-abcdef01234567891234567g",
        "Root=2-67891233-abcdef012345678912345678",
        "XRoot=1-67891233-abcdef012345678912345678",
        "Root=1-67891233-abcdef012345678912345678, Root=1-67891233-abcdef012345678912345678",
        "Root=1-67891233-abcdef012345678912345678;Root=1-67891233-abcdef012345678912345679",
      })
  void what_is_no_trace_is_replaced_by_a_new_one(String begun) {
    assertEquals("Root=id", TraceHeader.carriedOn(List.of(begun), "id"));
  }

  @Test
  void two_fields_are_no_trace() {
    assertEquals("Root=id", TraceHeader.carriedOn(List.of("Root=" + ROOT, "Root=" + ROOT), "id"));
  }
}
