package io.griot.contract;

/** The wanted state of a session: the API and the supervisor set it, hosts make it so. */
public enum Wanted {
  /** It runs. */
  RUNNING,
  /** Its browser is closed; link, profile and queue stay. */
  STOPPED,
  /** Its device is logged out, then nothing of it stays. */
  ENDED
}
