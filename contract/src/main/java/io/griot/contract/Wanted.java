package io.griot.contract;

/** The wanted state of a session. The API and the supervisor set it; hosts make it true. */
public enum Wanted {
  /** It runs. */
  RUNNING,
  /** Its browser is closed; link to the phone, profile and queue stay. */
  STOPPED,
  /** Its device is logged out, then everything of it is deleted. */
  ENDED
}
