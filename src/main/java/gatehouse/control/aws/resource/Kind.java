package gatehouse.control.aws.resource;

import gatehouse.control.aws.wire.Shape;
import gatehouse.control.aws.wire.Shapes;
import java.util.Locale;

/** The kinds of resources that an API has, but for stages, which have names instead of ids. */
enum Kind {
  ROUTES("routes/", "Route", 7),
  INTEGRATIONS("integrations/", "Integration", 7),
  AUTHORIZERS("authorizers/", "Authorizer", 6),
  DEPLOYMENTS("deployments/", "Deployment", 6);

  private final String directory;
  private final String noun;
  private final int idLength;

  Kind(String directory, String noun, int idLength) {
    this.directory = directory;
    this.noun = noun;
    this.idLength = idLength;
  }

  /** {@code routes/}, below the API's directory. */
  String directory() {
    return directory;
  }

  /** {@code Route}, as AWS's messages say it. */
  String noun() {
    return noun;
  }

  /** {@code RouteId}. */
  String idMember() {
    return noun + "Id";
  }

  /** The label of paths: {@code routeId}. */
  String label() {
    return idMember().substring(0, 1).toLowerCase(Locale.ROOT) + idMember().substring(1);
  }

  Shape shape() {
    return switch (this) {
      case ROUTES -> Shapes.ROUTE;
      case INTEGRATIONS -> Shapes.INTEGRATION;
      case AUTHORIZERS -> Shapes.AUTHORIZER;
      case DEPLOYMENTS -> Shapes.DEPLOYMENT;
    };
  }

  int idLength() {
    return idLength;
  }
}
