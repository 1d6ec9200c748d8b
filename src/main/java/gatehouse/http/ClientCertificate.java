package gatehouse.http;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The certificate that a client has presented and the container has verified. Immutable.
 *
 * <p>AWS: {@code $context.identity.clientCert.…}, "Mutual TLS authentication for HTTP APIs".
 *
 * @param certificate the client's own, the first of its chain
 */
public record ClientCertificate(X509Certificate certificate) {

  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** {@code May 28 12:30:02 2019 GMT}: the day is padded with a space. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The certificate in PEM. */
  public String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + BASE64.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was verified cannot be written", e);
    }
  }

  /** Whose it is (RFC 2253). */
  public String subjectDn() {
    return certificate.getSubjectX500Principal().getName();
  }

  /** Who has signed it (RFC 2253). */
  public String issuerDn() {
    return certificate.getIssuerX500Principal().getName();
  }

  /** The serial number, in pairs of hexadecimal digits with colons. */
  public String serialNumber() {
    byte[] bytes = certificate.getSerialNumber().toByteArray();
    // A leading zero is only the sign of a number whose first digit is large.
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return HexFormat.ofDelimiter(":").formatHex(bytes, from, bytes.length);
  }

  /** The time before which it is invalid, for example {@code Aug 5 09:36:04 2021 GMT}. */
  public String notBefore() {
    return time(certificate.getNotBefore().toInstant());
  }

  /** The time after which it is invalid. */
  public String notAfter() {
    return time(certificate.getNotAfter().toInstant());
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** The subject. */
  @Override
  public String toString() {
    return subjectDn();
  }
}
