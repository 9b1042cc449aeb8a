package io.griot.functions.command;

import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import java.time.Duration;
import java.util.Optional;

/**
 * What is stored of a command; see {@link io.griot.contract.CommandItem}.
 *
 * @param started whether a host began it, or more
 * @param ending how it ended; empty while it has not
 */
public record StoredCommand(
    CommandId id,
    CustomerId customer,
    String fingerprint,
    boolean started,
    Optional<Ending> ending) {

  /** How a command ended, as it is stored. */
  public sealed interface Ending {
    /** With an answer, here. */
    record Answered(String answer, Duration pageTime) implements Ending {}

    /** With an answer that is an S3 object: too large for here, or no JSON. */
    record AnsweredElsewhere(String objectKey, AnswerFile file, Duration pageTime)
        implements Ending {}

    /** Without. */
    record Failed(FailureCode code, String detail) implements Ending {}
  }
}
