package gatehouse.command;

import java.util.random.RandomGenerator;

/** New ids, which look like AWS's: small letters and digits. */
final class NewId {

  /** How long the id of a deployment is. */
  static final int OF_DEPLOYMENT = 6;

  /** How long the id of a route, an integration or an authorizer is. */
  static final int OF_RESOURCE = 7;

  private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private NewId() {}

  static String of(RandomGenerator random, int length) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return id.toString();
  }
}
