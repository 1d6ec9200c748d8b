package gatehouse.upstream;

/**
 * Scheme, host and port of an upstream (RFC 6454). It comes from the configuration alone.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Origin(String scheme, String host, int port) {

  /** The value of the Host header: the port only where it is not the scheme's own. */
  public String authority() {
    String name = host.indexOf(':') < 0 ? host : '[' + host + ']';
    int usual = scheme.equals("https") ? 443 : 80;
    return port == usual ? name : name + ':' + port;
  }
}
