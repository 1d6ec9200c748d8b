package gatehouse.authorize.iam;

/**
 * Whose signature it is, and what for: {@code KEY/DATE/REGION/execute-api/aws4_request}.
 *
 * @param keyId of an access key
 * @param date eight digits
 * @param region as the client says
 */
record Scope(String keyId, String date, String region) {

  private static final String SERVICE = "execute-api";
  private static final String END = "aws4_request";
  private static final int PARTS = 5;

  /** Reads a credential. */
  static Scope parse(String credential) {
    String[] parts = credential.split("/", -1);
    if (parts.length != PARTS || !parts[4].equals(END) || parts[0].isEmpty()) {
      throw Denied.incomplete("the credential is not KEY/DATE/REGION/execute-api/aws4_request");
    }
    if (!parts[3].equals(SERVICE)) {
      throw Denied.wrong("the signature is for another service than execute-api");
    }
    return new Scope(parts[0], parts[1], parts[2]);
  }

  String service() {
    return SERVICE;
  }

  String end() {
    return END;
  }

  /** Without the key, as it is signed. */
  String text() {
    return date + '/' + region + '/' + SERVICE + '/' + END;
  }
}
