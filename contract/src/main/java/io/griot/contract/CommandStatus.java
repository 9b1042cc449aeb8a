package io.griot.contract;

/** How far a command is: the values of {@link CommandItem#STATUS}. */
public enum CommandStatus {
  /** Stored; it waits in its session's queue, or is about to. */
  ACCEPTED,
  /** A host has begun it, under {@link CommandItem#TOKEN}. */
  STARTED,
  /** It ended, and took effect. */
  SUCCEEDED,
  /** It ended otherwise; {@link CommandItem#FAILURE} says how. */
  FAILED
}
