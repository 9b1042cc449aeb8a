package io.griot.publichttp;

import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /**
   * The name's addresses.
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
