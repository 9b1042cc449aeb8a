package io.griot.functions.webhooks;

import io.griot.contract.Environment;
import io.griot.publichttp.AddressRules;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Which addresses a webhook may have. What a name leads to is looked at whenever something is
 * delivered; an address in digits is refused here already.
 *
 * @param addresses what is allowed of the internet
 */
public record WebhookRules(AddressRules addresses) {

  /** What is wrong with a webhook's address, for its customer to read; empty when nothing is. */
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

  /** What goes to this machine alone needs no encryption. */
  private boolean isAllowedLoopback(String host) {
    return addresses.loopbackToo()
        && (host.equalsIgnoreCase("localhost")
            || inDigits(host).filter(InetAddress::isLoopbackAddress).isPresent());
  }

  /** Empty for a name. */
  private static Optional<InetAddress> inDigits(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
