package io.griot.host.command;

/**
 * What the host must know of an operation.
 *
 * @param repeatable whether it is safe to run again when nobody knows whether it ran
 * @param onHost whether the host itself carries it out, not the page
 */
public record OperationTraits(boolean repeatable, boolean onHost, Need need) {

  /** What must be there before an operation can run. */
  public enum Need {
    /** Nothing but the lease. */
    NONE,
    /** A page that answers, paired or not. */
    PAGE,
    /** A page that is connected as a paired device. */
    CONNECTED
  }
}
