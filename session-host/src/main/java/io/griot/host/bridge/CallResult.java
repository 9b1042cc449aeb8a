package io.griot.host.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import java.time.Duration;
import java.util.Optional;

/** How a call into the page ended. */
public sealed interface CallResult {

  /** The page answered. */
  record Answered(ObjectNode answer, Duration pageTime) implements CallResult {}

  /**
   * The page answered, and keeps what is too long for BiDi until it is {@linkplain Bridge#take
   * taken}.
   *
   * @param isJson whether it is an answer like all others, only longer; otherwise a file
   * @param mimetype what the page says that the file is
   * @param filename empty when it has none
   */
  record Kept(
      boolean isJson, long bytes, String mimetype, Optional<String> filename, Duration pageTime)
      implements CallResult {}

  /** The page answered that it did not do it. */
  record Refused(FailureCode code, String detail) implements CallResult {}

  /** The page was not there, so the call had no effect. */
  record NotCalled(String reason) implements CallResult {}

  /** A command that must be before it is not in the page's queue, so the call had no effect. */
  record Early() implements CallResult {}

  /** The page went before it answered: nobody knows what the call did. */
  record Lost(String reason) implements CallResult {}

  /** No answer within the deadline; the page may still be at it. */
  record TimedOut() implements CallResult {}
}
