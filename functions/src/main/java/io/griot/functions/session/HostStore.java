package io.griot.functions.session;

/** The session hosts, as the API speaks to them. */
public interface HostStore {
  /**
   * Tells a host to look at its sessions now. A hint: the host looks every few seconds anyway, so a
   * host that is not there, or a hint that is lost, changes nothing but the wait.
   */
  void poke(String host);
}
