package io.griot.contract;

/** The state of a command: the values of {@link CommandItem#STATUS}. */
public enum CommandStatus {
  /** Stored. It is in its session's queue, or is about to be sent there. */
  ACCEPTED,
  /** A host has started it under {@link CommandItem#TOKEN}. */
  STARTED,
  /** It ended and took effect. */
  SUCCEEDED,
  /** It ended without success; {@link CommandItem#FAILURE} says why. */
  FAILED
}
