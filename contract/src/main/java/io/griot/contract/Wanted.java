package io.griot.contract;

/** The wanted state of a session. The API and the supervisor set it; hosts make it true. */
public enum Wanted {
  /** It runs. */
  RUNNING,
  /**
   * It sleeps: its browser is closed, its profile's last state is stored, and no host has it. It is
   * linked. A command, its customer or its schedule wakes it.
   */
  PARKED,
  /** Its browser is closed; link to the phone, profile and queue stay. */
  STOPPED,
  /** Its device is logged out, then everything of it is deleted. */
  ENDED;

  /** Whether its customer uses it: it takes commands, though it may have to be woken for them. */
  public boolean isOn() {
    return this == RUNNING || this == PARKED;
  }
}
