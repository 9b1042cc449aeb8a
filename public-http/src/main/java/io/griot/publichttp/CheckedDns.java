package io.griot.publichttp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the HTTP client. The client connects to exactly the addresses returned here,
 * so no second look-up can return an unchecked one. TLS and {@code Host} still use the name.
 * Thread-safe.
 */
final class CheckedDns implements DnsResolver {
  private final DnsResolver dns;
  private final AddressRules rules;

  /**
   * @param dns called once for every connection
   */
  CheckedDns(DnsResolver dns, AddressRules rules) {
    this.dns = dns;
    this.rules = rules;
  }

  /**
   * The addresses of a name.
   *
   * @throws RefusedAddressException when any of them is not allowed
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return rules.checked(dns.resolve(host));
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return dns.resolveCanonicalHostname(host);
  }
}
