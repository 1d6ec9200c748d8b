package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.admin.AdminScript.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change the configuration may not do more than that. */
class HostileAdministratorTest {

  private final MemoryAdmin admin = new MemoryAdmin();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/opt/tomcat/webapps/ROOT/x.jsp",
        "file:../webapps/ROOT/x.jsp",
        "file:a/../../x",
        "file:.",
        "file:",
        "syslog:x"
      })
  void an_access_log_goes_to_no_file_of_the_servers(String destination) {
    admin.file("apis/x/api.json", "{}").file("apis/x/stages/old.json", "{'AutoDeploy':true}");
    String stage =
        "{\"stageName\":\"s\",\"accessLogSettings\":{\"destinationArn\":\"%s\",\"format\":\"$context.requestId\"}}"
            .formatted(destination);

    for (Answer answer :
        new Answer[] {
          admin.call("POST", "/v2/apis/x/stages", stage),
          admin.call("PATCH", "/v2/apis/x/stages/old", stage)
        }) {
      assertEquals(400, answer.status(), answer.body());
      assertTrue(answer.body().contains("Invalid DestinationArn specified"), answer.body());
    }
    assertNull(admin.files.get("apis/x/stages/s.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "container",
        "stdout",
        "file:access.log",
        "file:shop/access.log",
        "arn:aws:logs:us-east-1:000000000000:log-group:shop"
      })
  void an_access_log_goes_where_the_operator_has_access_logs(String destination) {
    admin.file("apis/x/api.json", "{}");

    Answer answer =
        admin.call(
            "POST",
            "/v2/apis/x/stages",
            "{\"stageName\":\"s\",\"accessLogSettings\":{\"destinationArn\":\"%s\",\"format\":\"$context.requestId\"}}"
                .formatted(destination));

    assertEquals(201, answer.status(), answer.body());
  }

  @Test
  void a_file_that_the_operator_has_chosen_stays() {
    admin
        .file("apis/x/api.json", "{}")
        .file(
            "apis/x/stages/s.json",
            "{'AutoDeploy':true,'AccessLogSettings':{'DestinationArn':'file:/var/log/x.log','Format':'$context.requestId'}}");

    Answer answer = admin.call("PATCH", "/v2/apis/x/stages/s", "{\"description\":\"d\"}");

    assertEquals(200, answer.status(), answer.body());
    assertTrue(admin.file("apis/x/stages/s.json").contains("file:/var/log/x.log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".a", "a..b", "-a", "a.", "*", "a.*.b"})
  void a_domain_has_a_name_that_the_configuration_takes(String name) {
    Answer answer =
        admin.call(
            "POST",
            "/v2/domainnames",
            "{\"domainName\":\"%s\",\"domainNameConfigurations\":[{}]}".formatted(name));

    assertEquals(
        new Answer(400, "BadRequestException", "{\"message\":\"Invalid domain name specified\"}"),
        answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:apigateway:eu-central-1::/apis/x",
        "arn:aws:apigateway:::/apis/x",
        "arn:aws:apigateway:us-east-1:000000000000:/apis/x",
        "arn:aws-cn:apigateway:us-east-1::/apis/x"
      })
  void what_has_tags_has_one_arn(String arn) {
    admin.file("apis/x/api.json", "{'Name':'x'}");

    for (Answer answer :
        new Answer[] {
          admin.call("POST", "/v2/tags/" + arn, "{\"tags\":{\"a\":\"1\"}}"),
          admin.call("GET", "/v2/tags/" + arn, null),
          admin.call("DELETE", "/v2/tags/" + arn + "?tagKeys=a", null)
        }) {
      assertEquals(400, answer.status(), answer.body());
    }
    assertFalse(admin.file("apis/x/api.json").contains("Tags"));
  }

  @Test
  void one_mapping_is_deleted_and_no_other() {
    admin
        .file("apis/x/api.json", "{'Name':'x'}")
        .file("apis/x/stages/prod.json", "{'AutoDeploy':true}")
        .file(
            "domains/a.test.json",
            """
            {'ApiMappings':[
              {'ApiMappingKey':'Aa','ApiId':'x','Stage':'prod'},
              {'ApiMappingKey':'BB','ApiId':'x','Stage':'prod'},
              {'ApiMappingId':'same','ApiMappingKey':'one','ApiId':'x','Stage':'prod'},
              {'ApiMappingId':'same','ApiMappingKey':'two','ApiId':'x','Stage':'prod'}]}
            """);
    String mappings = "/v2/domainnames/a.test/apimappings";
    String all = admin.call("GET", mappings, null).body();
    assertEquals(5, all.split("apiMappingId", -1).length, all);

    assertEquals(204, admin.call("DELETE", mappings + "/same", null).status());
    String id =
        all.replaceAll("(?s).*\"apiMappingId\":\"([^\"]*)\",\"apiMappingKey\":\"Aa\".*", "$1");
    assertEquals(204, admin.call("DELETE", mappings + "/" + id, null).status());

    String file = admin.file("domains/a.test.json");
    assertFalse(file.contains("\"Aa\"") || file.contains("\"one\""), file);
    assertTrue(file.contains("\"BB\"") && file.contains("\"two\""), file);
  }
}
