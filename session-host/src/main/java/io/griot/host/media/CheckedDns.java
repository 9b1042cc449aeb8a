package io.griot.host.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the HTTP client, which then connects to exactly what it is given here: there
 * is no second look-up between the check and the connection that could say something else. TLS and
 * {@code Host} still go by the name. Thread-safe.
 */
final class CheckedDns implements DnsResolver {
  private final DnsResolver dns;
  private final AddressRules rules;

  /**
   * @param dns asked once for every connection
   */
  CheckedDns(DnsResolver dns, AddressRules rules) {
    this.dns = dns;
    this.rules = rules;
  }

  /** One of the name's addresses may not be connected to. */
  static final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;
  }

  /**
   * The name's addresses.
   *
   * @throws RefusedAddressException when any of them is not allowed: a name with a public and a
   *     private address is an attempt, not a mistake
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = dns.resolve(host);
    if (!Arrays.stream(addresses).allMatch(rules::allow)) {
      throw new RefusedAddressException();
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return dns.resolveCanonicalHostname(host);
  }
}
