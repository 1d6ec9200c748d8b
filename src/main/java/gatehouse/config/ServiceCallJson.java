package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an {@code AWS_PROXY} integration with a subtype asks of a service. AWS: "Create AWS
 * service integrations for HTTP APIs".
 */
final class ServiceCallJson {

  static final String SUBTYPE = "IntegrationSubtype";

  private static final String PARAMETERS = "RequestParameters";
  private static final String REGION = "Region";

  /** How editions of AWS's documentation before 2024 have it. */
  private static final Map<String, String> OTHER_NAMES = Map.of("AttributeName", "AttributeNames");

  private ServiceCallJson() {}

  /** Whether a service is asked, and no function. */
  static boolean isOne(ObjectJson in) {
    return in.node().has(SUBTYPE);
  }

  /** What is asked; null when nobody could be. */
  static @Nullable ServiceCall read(ObjectJson in) {
    ServiceAction action = in.text(SUBTYPE, ServiceAction::parse);
    if (in.node().has("IntegrationUri")) {
      in.problem(
          "IntegrationUri", "is not for services, which their subtype and region name: remove it");
    }
    in.text("PayloadFormatVersion", ServiceCallJson::version);
    String credentials = in.text("CredentialsArn", FunctionCallJson::credentials);
    return action == null ? null : read(in, action, credentials);
  }

  /** Reports a subtype that an HTTP integration has. */
  static void refuseIn(ObjectJson in) {
    if (isOne(in)) {
      in.problem(SUBTYPE, "is for `AWS_PROXY` only: change `IntegrationType`, or remove it");
    }
  }

  private static ServiceCall read(
      ObjectJson in, ServiceAction action, @Nullable String credentials) {
    List<ServiceParameter> required =
        action.parameters().stream().filter(ServiceParameter::isRequired).toList();
    in.require(
        PARAMETERS,
        required.stream()
            .map(parameter -> quotes(parameter.name()) + ": " + example(parameter))
            .collect(Collectors.joining(", ", "{", "}")));
    Map<String, ServiceArgument> arguments = new LinkedHashMap<>();
    ObjectJson parameters = in.object(PARAMETERS);
    RegionName region = null;
    if (parameters != null) {
      region = parameters.text(REGION, RegionName::parse);
      parameters
          .node()
          .fieldNames()
          .forEachRemaining(name -> add(parameters, name, action, arguments));
      required.forEach(parameter -> parameters.require(parameter.name(), example(parameter)));
    }
    return new ServiceCall(action, arguments, region, credentials);
  }

  private static void add(
      ObjectJson in, String name, ServiceAction action, Map<String, ServiceArgument> arguments) {
    if (name.equals(REGION)) {
      return;
    }
    ServiceParameter parameter = action.parameter(OTHER_NAMES.getOrDefault(name, name));
    if (parameter == null) {
      in.problem(name, unknown(name, action, in.problems()));
      return;
    }
    ServiceArgument argument = in.text(name, text -> ServiceArgumentJson.parse(parameter, text));
    if (argument != null && arguments.put(parameter.name(), argument) != null) {
      in.problem(name, "is the same as %s: keep one".formatted(quoted(parameter.name())));
    }
  }

  private static String unknown(String name, ServiceAction action, Problems problems) {
    List<String> known = new ArrayList<>();
    action.parameters().forEach(parameter -> known.add(parameter.name()));
    known.add(REGION);
    String all = "%s has %s".formatted(action.subtype(), String.join(", ", known));
    if (name.contains(":")) {
      return "is a parameter mapping, of which services have none: remove it, " + all;
    }
    String near = problems.nearest(name, known);
    return near == null
        ? "is unknown: remove it, " + all
        : "is unknown: did you mean %s?".formatted(quoted(near));
  }

  private static String version(String text) {
    if (text.equals(ServiceAction.VERSION)) {
      return text;
    }
    throw new IllegalArgumentException(
        "is %s, but services have no other than `1.0`: write that, or remove it"
            .formatted(quoted(text)));
  }

  private static String example(ServiceParameter parameter) {
    return quotes(Objects.requireNonNull(parameter.example()));
  }

  private static String quotes(String text) {
    return '"' + text + '"';
  }
}
