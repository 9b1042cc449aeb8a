package io.griot.contract;

/** What is wanted of a session: the API and the supervisor say it, hosts make it so. */
public enum Wanted {
  /** It runs. */
  RUNNING,
  /** Its browser is closed; link, profile and queue stay. */
  STOPPED,
  /** Its device is logged out, then nothing of it stays. */
  ENDED
}
