package gatehouse.command;

import gatehouse.config.Api;
import gatehouse.control.document.DocumentException;
import gatehouse.control.openapi.ApiResources;
import gatehouse.control.openapi.ExportOptions;
import gatehouse.control.openapi.OpenApiExport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code export}: prints an API as an OpenAPI document.
 *
 * <p>AWS: {@code ExportApi} of the ApiGatewayV2 API.
 */
final class ExportCommand {

  private static final String API = "--api";
  private static final String DEPLOYMENT = "--deployment";
  private static final String YAML = "--yaml";
  private static final String PLAIN = "--no-extensions";
  private static final String URL = "--url";

  private final Console console;

  ExportCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) {
    Set<String> valued = new HashSet<>(Set.of(API, DEPLOYMENT, URL));
    valued.addAll(Reading.OPTIONS);
    Arguments arguments = new Arguments(words, List.of("DIR"), Set.of(YAML, PLAIN), valued);
    Reading reading = Reading.of(arguments.path(0), arguments, new Unsent());
    Api api = DeployCommand.api(reading, arguments.value(API));
    String deployment = arguments.value(DEPLOYMENT);
    if (deployment != null && !api.deployments().containsKey(deployment)) {
      throw new UsageException("API %s has no deployment `%s`".formatted(api.id(), deployment));
    }
    String url = arguments.value(URL);
    ExportOptions options =
        new ExportOptions(
            arguments.has(YAML) ? ExportOptions.Format.YAML : ExportOptions.Format.JSON,
            !arguments.has(PLAIN),
            url == null ? "" : url.replaceAll("/+$", ""),
            "");
    String ofApi = api.settings().directory();
    try {
      ApiResources resources =
          deployment == null
              ? ApiResources.ofFiles(reading.files(), ofApi)
              : ApiResources.ofDeployment(reading.files(), ofApi, deployment);
      console.print(OpenApiExport.text(resources, options).stripTrailing());
      return ExitCode.FINE;
    } catch (DocumentException e) {
      throw new UsageException("cannot read the files: " + e.getMessage());
    }
  }
}
