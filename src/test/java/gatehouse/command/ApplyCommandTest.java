package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {

  private static final Path PAGE = Path.of("docs/cloudformation.md");
  private static final String PETS =
      """
      Parameters: {Title: {Type: String, Default: pets}, Host: {Type: String, Default: a}}
      Resources:
        Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !Ref Title, Description: !Ref Host, ProtocolType: HTTP}}
        Role: {Type: AWS::IAM::Role}
      Outputs: {Url: {Value: !GetAtt Api.ApiEndpoint}, Alb: {Value: !GetAtt Role.Zone}}
      """;

  @TempDir private Path directory;

  private Run apply(String template, String... words) {
    Run.write(directory, "pets.yaml", template);
    return Run.of(
        Stream.concat(Stream.of("apply", file("pets.yaml"), file("config")), Stream.of(words))
            .toArray(String[]::new));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private String api() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("config"))) {
      return Files.readString(
          files.filter(file -> file.endsWith("api.json")).findFirst().orElseThrow());
    }
  }

  @Test
  void the_page_shows_what_comes_of_its_example() throws IOException {
    Matcher example =
        Pattern.compile("```yaml\n(.*?)```\n\n```\n\\$ [^\n]*\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertTrue(example.find());
    Files.createDirectories(directory.resolve("config"));
    Run run = apply(example.group(1));
    assertEquals(example.group(2), run.err() + run.out());
    assertEquals(0, run.code());
    assertEquals(0, Run.of("check", file("config")).code());
  }

  @Test
  void a_template_is_applied_changed_and_removed() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Run run = apply(PETS, "--values", "Role.Zone=z");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("Create   Api (AWS::ApiGatewayV2::Api) "), run.out());
    assertTrue(run.out().contains("Output   Url = http://localhost:8080/_api/"), run.out());
    assertTrue(run.out().contains("Output   Alb = z\n"), run.out());
    assertTrue(run.out().endsWith("stack pets: 1 change\n"), run.out());
    assertEquals("not used: Resources.Role: AWS::IAM::Role is not made\n", run.err());
    run = apply(PETS, "--parameter-overrides", "Title=cats", "Host=b=c", "--values", "Role.Zone=z");
    assertTrue(run.out().startsWith("Update   Api "), run.out());
    assertTrue(api().contains("\"cats\"") && api().contains("b=c"), api());
    assertTrue(apply(PETS, "--values", "Role.Zone=z").out().startsWith("No changes\n"));
    run = Run.of("delete-stack", file("config"), "--stack-name", "pets");
    assertTrue(run.out().startsWith("Delete   Api "), run.out() + run.err());
    assertEquals(2, Run.of("delete-stack", file("config"), "--stack-name", "pets").code());
    assertEquals(2, Run.of("delete-stack", file("config")).code());
  }

  @Test
  void a_dry_run_writes_nothing() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Run run = apply(PETS, "--dry-run", "--stack-name", "other");
    assertTrue(
        run.out().endsWith("stack other: 1 change, none of them made\n"), run.out() + run.err());
    assertFalse(Files.exists(directory.resolve("config/stacks")));
    assertFalse(Files.exists(directory.resolve("config/apis")));
  }

  @Test
  void json_is_printed_for_programs() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Run run =
        apply(
            PETS,
            "--json",
            "--region",
            "eu-west-1",
            "--account-id",
            "123456789012",
            "--url",
            "https://gw.example");
    assertTrue(run.out().contains("arn:aws:cloudformation:eu-west-1:123456789012:stack/pets/"));
    assertTrue(run.out().contains("https://gw.example/_api/"));
  }

  @Test
  void mistakes_are_told_and_write_nothing() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Run run = apply(PETS.replace("Name: !Ref Title", "Name: {}"));
    assertEquals(1, run.code());
    assertTrue(
        run.err()
            .contains("pets.yaml: Resources.Api.Properties.Name: must be a text, and is an object"),
        run.err());
    String unserved =
        PETS.replace(
            "Outputs:",
            "  I: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: 'ftp://a'}}\nOutputs:");
    run = apply(unserved);
    assertEquals(1, run.code());
    assertTrue(run.out().startsWith("Resources.I: apis/"), run.out());
    assertEquals(1, apply(unserved, "--dry-run").code());
    assertEquals(1, apply(PETS, "--parameter-overrides", "Titel=a").code());
    assertFalse(Files.exists(directory.resolve("config/apis")));
    for (List<String> wrong :
        List.of(
            List.of("--parameter-overrides"),
            List.of("--parameter-overrides", "Title"),
            List.of("--parameter-overrides", "Title=a", "Title=b"),
            List.of("--url", "gw"),
            List.of("--account-id", "1"),
            List.of("--nonsense"))) {
      assertEquals(2, apply(PETS, wrong.toArray(String[]::new)).code(), wrong::toString);
    }
    assertEquals(2, Run.of("apply", file("gone.yaml"), file("config")).code());
  }

  @Test
  void files_are_read_beside_the_template_only() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    String template =
        """
        Resources:
          Api:
            Type: AWS::ApiGatewayV2::Api
            Properties:
              Body: !Transform {Name: AWS::Include, Parameters: {Location: LOCATION}}
        """;
    Run.write(
        directory,
        "sub/open.yaml",
        "{openapi: 3.0.1, info: {title: t}, paths: {}}".replace("{openapi", "---\n{openapi"));
    assertEquals(0, apply(template.replace("LOCATION", "./sub/open.yaml")).code());
    for (String location :
        List.of("../x.yaml", "/etc/hostname", "sub/../../x", "s3://b/x", "gone")) {
      Run run = apply(template.replace("LOCATION", location));
      assertEquals(1, run.code());
      assertTrue(run.err().contains("Resources.Api.Properties.Body: names "), run.err());
    }
  }
}
