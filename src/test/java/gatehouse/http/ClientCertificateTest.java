package gatehouse.http;

import static gatehouse.testkit.TestCertificates.SAMPLE;
import static gatehouse.testkit.TestCertificates.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** AWS's formats, by a certificate whose serial number begins with a large digit. */
class ClientCertificateTest {

  private final ClientCertificate certificate = new ClientCertificate(parse(SAMPLE));

  @Test
  void it_is_told_in_awss_formats() {
    assertEquals("a1:b2:c3:d4:e5:f6:07:18", certificate.serialNumber());
    assertEquals("Aug  5 09:36:04 2021 GMT", certificate.notBefore());
    assertEquals("Jan 15 12:00:00 2041 GMT", certificate.notAfter());
    assertEquals("O=Example,CN=client", certificate.subjectDn());
    assertEquals("O=Example,CN=client", certificate.issuerDn());
  }

  @Test
  void its_pem_can_be_read_back() {
    assertEquals(certificate.certificate(), parse(certificate.pem()));
    assertEquals(SAMPLE, certificate.pem());
    assertTrue(certificate.certificate().getSerialNumber().compareTo(BigInteger.ZERO) > 0);
  }
}
