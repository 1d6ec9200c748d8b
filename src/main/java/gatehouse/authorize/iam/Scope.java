package gatehouse.authorize.iam;

/**
 * Whose signature it is, and what for: {@code KEY/DATE/REGION/SERVICE/aws4_request}.
 *
 * @param keyId of an access key
 * @param date eight digits
 * @param region as the client says
 * @param service as the client says: {@code execute-api} for calls of APIs
 */
record Scope(String keyId, String date, String region, String service) {

  private static final String END = "aws4_request";
  private static final int PARTS = 5;

  /** Reads a credential. */
  static Scope parse(String credential) {
    String[] parts = credential.split("/", -1);
    if (parts.length != PARTS || !parts[4].equals(END) || parts[0].isEmpty()) {
      throw Denied.incomplete("the credential is not KEY/DATE/REGION/SERVICE/aws4_request");
    }
    return new Scope(parts[0], parts[1], parts[2], parts[3]);
  }

  /**
   * Checks that the signature is meant for us.
   *
   * @throws Denied when it is not
   */
  void check(String ourService, String ourRegion) {
    if (!service.equals(ourService)) {
      throw Denied.wrong(
          "the signature is for another service than " + ourService,
          "Credential should be scoped to correct service: '%s'. ".formatted(ourService));
    }
    if (!region.equals(ourRegion)) {
      throw Denied.wrong(
          "the signature is for another region than " + ourRegion,
          "Credential should be scoped to a valid region, not '%s'. ".formatted(region));
    }
  }

  String end() {
    return END;
  }

  /** Without the key, as it is signed. */
  String text() {
    return date + '/' + region + '/' + service + '/' + END;
  }
}
