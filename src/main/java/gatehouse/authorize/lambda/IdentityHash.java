package gatehouse.authorize.lambda;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Whom a result is about: SHA-256 over all values of the identity sources. Values are tokens, so
 * nothing keeps them. Each goes in with its length and as it is, and in front of those of a source
 * goes their number, so that no two identities are written alike. Immutable.
 */
record IdentityHash(long first, long second, long third, long fourth) {

  /** The hash of the values of each source, in the order of the sources. */
  static IdentityHash of(List<List<String>> sources) {
    MessageDigest digest = sha256();
    for (List<String> values : sources) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(values.size()).flip());
      values.forEach(value -> add(value, digest));
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new IdentityHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  private static void add(String value, MessageDigest digest) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * value.length());
    bytes.putInt(value.length());
    for (int i = 0; i < value.length(); i++) {
      bytes.putChar(value.charAt(i));
    }
    digest.update(bytes.flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Nothing of it: what is short can be guessed from its hash. */
  @Override
  public String toString() {
    return "IdentityHash";
  }
}
