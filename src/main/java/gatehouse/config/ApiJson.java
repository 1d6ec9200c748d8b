package gatehouse.config;

import static gatehouse.config.Quote.quoted;

/** Reads {@code api.json}. AWS: {@code Api} of the ApiGatewayV2 API. */
final class ApiJson {

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("an API")
          .read("ApiId", "Name", "CorsConfiguration", "DisableExecuteApiEndpoint")
          .only("ProtocolType", "HTTP")
          .oneOf(
              "RouteSelectionExpression",
              "${request.method} ${request.path}",
              "$request.method $request.path")
          .ignored(
              "ApiEndpoint",
              "ApiGatewayManaged",
              "ApiKeySelectionExpression",
              "CreatedDate",
              "Description",
              "DisableSchemaValidation",
              "ImportInfo",
              "IpAddressType",
              "Tags",
              "Version",
              "Warnings");

  private ApiJson() {}

  /** What {@code api.json} says, and which id it gives. */
  record Named(String id, Api.ApiSettings settings) {}

  /**
   * Reads the file.
   *
   * @param prefix where the API's files are: empty, or {@code apis/x/}
   * @param usualId the API's id; that of the plain one may be another
   */
  static Named read(ObjectJson in, String prefix, String usualId) {
    PROPERTIES.check(in);
    String id = in.text("ApiId", text -> checkedId(text, prefix, usualId));
    String name = in.text("Name");
    boolean isDisabled = Boolean.TRUE.equals(in.bool("DisableExecuteApiEndpoint"));
    return new Named(
        id == null ? usualId : id,
        new Api.ApiSettings(prefix, name, CorsJson.readFrom(in), isDisabled));
  }

  private static String checkedId(String text, String prefix, String usualId) {
    if (!prefix.isEmpty() && !text.equals(usualId)) {
      throw new IllegalArgumentException(
          "is not %s, the directory's name: rename the directory, or remove the property"
              .formatted(quoted(usualId)));
    }
    if (!Api.isId(text)) {
      throw new IllegalArgumentException(
          "is %s, which is no id of an API: %s".formatted(quoted(text), Api.ID_REMEDY));
    }
    return text;
  }
}
