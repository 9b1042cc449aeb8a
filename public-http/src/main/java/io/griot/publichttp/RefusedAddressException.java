package io.griot.publichttp;

import java.net.UnknownHostException;

/** A name resolves to an address that {@link AddressRules} do not allow. */
public final class RefusedAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1;
}
