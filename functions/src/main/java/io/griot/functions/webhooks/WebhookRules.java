package io.griot.functions.webhooks;

import io.griot.contract.Environment;
import io.griot.publichttp.AddressRules;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The rules for webhooks' addresses. Host names are resolved and checked at each delivery; a
 * numeric address is already refused here.
 *
 * @param addresses the allowed addresses
 */
public record WebhookRules(AddressRules addresses) {

  /** The fault of a webhook's address, for its customer to read; empty when there is none. */
  public Optional<String> problem(String url, Environment environment) {
    URI address;
    try {
      address = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("is not an address");
    }
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    boolean plain = "http".equalsIgnoreCase(address.getScheme());
    if (address.getHost() == null || (!secure && !plain)) {
      return Optional.of("is not an http or https address");
    }
    if (!secure && environment == Environment.LIVE && !isAllowedLoopback(address.getHost())) {
      return Optional.of("must be an https address");
    }
    if (address.getUserInfo() != null || address.getFragment() != null) {
      return Optional.of("must have no user and no fragment");
    }
    return isRefused(address.getHost())
        ? Optional.of("is not on the public internet")
        : Optional.empty();
  }

  private boolean isRefused(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return !addresses.loopbackToo();
    }
    return inDigits(host).filter(address -> !addresses.allow(address)).isPresent();
  }

  /** Whether the host is this machine and allowed; then no encryption is needed. */
  private boolean isAllowedLoopback(String host) {
    return addresses.loopbackToo()
        && (host.equalsIgnoreCase("localhost")
            || inDigits(host).filter(InetAddress::isLoopbackAddress).isPresent());
  }

  /** The address of a numeric host; empty for a name. */
  private static Optional<InetAddress> inDigits(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
