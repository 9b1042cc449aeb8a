package io.griot.functions.session;

/** Notifies session hosts. */
public interface HostStore {
  /**
   * Tells a host to look at its sessions now. This is a hint: the host looks every few seconds
   * anyway, so a lost hint only makes the wait longer.
   */
  void poke(String host);
}
