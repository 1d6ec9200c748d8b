package gatehouse.config;

import static gatehouse.config.Quote.quoted;

/**
 * Checks the routes of one release against its authorizers.
 *
 * @param release with all its routes
 * @param problems of the reading so far
 */
record AuthorizationCheck(Release release, Problems problems) {

  void run() {
    for (Route route : release.routes().values()) {
      String id = route.authorization().authorizerId();
      Authorizer authorizer = id == null ? null : release.authorizers().get(id);
      String wanted = route.authorization().type().authorizerType();
      if (authorizer != null && wanted != null && !AuthorizerJson.type(authorizer).equals(wanted)) {
        problems.add(
            release.problem(
                route,
                "AuthorizerId",
                "is %s, an authorizer of type %s, but `AuthorizationType` is %s, which needs one of type %s: correct one of them"
                    .formatted(
                        quoted(authorizer.id()),
                        quoted(AuthorizerJson.type(authorizer)),
                        quoted(route.authorization().type().name()),
                        quoted(wanted))));
      }
    }
  }
}
