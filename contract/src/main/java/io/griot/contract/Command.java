package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One accepted request for a session, as it travels from the API to the page.
 *
 * @param id the command's id; it never changes
 * @param session the session whose queue carries the command
 * @param operation an {@code operationId} of {@code openapi.yaml}
 * @param arguments the request's body and query, already validated; must not be changed
 * @param alternatives other ids of the people in the arguments, by the JSON pointer of the
 *     argument: the same phone number in other numbering plans. WhatsApp may know the person by
 *     only one of them
 * @param acceptedAt when the API stored it, on the API's clock
 * @param startBy the last moment at which it may start, on the API's clock; after it, the command
 *     ends as {@link FailureCode#EXPIRED}
 * @param attempt starts at 1 and grows each time a repeated request is tried again. Messages of
 *     earlier attempts are ignored
 * @param turn the earliest time at which it may be sent; empty for a command that keeps no pace
 */
public record Command(
    CommandId id,
    SessionId session,
    String operation,
    ObjectNode arguments,
    Map<String, List<String>> alternatives,
    Instant acceptedAt,
    Instant startBy,
    int attempt,
    Optional<Turn> turn) {

  /**
   * A send's place in the pace of its session.
   *
   * @param notBefore the earliest time by the API's calculation; the session's host may delay it
   *     further, never advance it
   * @param pace the pace that API and host both calculate with
   * @param stops whether the send waits for the end of a restriction that WhatsApp puts on the
   *     account
   * @param restrictedUntil the end of the restriction that the API knew of, if the send waits for
   *     one. It is for the caller to read; the host decides by the restriction in force
   */
  public record Turn(
      Instant notBefore, Pace pace, boolean stops, Optional<Instant> restrictedUntil) {
    /** The turn of a send that no restriction stops. */
    public Turn(Instant notBefore, Pace pace) {
      this(notBefore, pace, false, Optional.empty());
    }

    /** The time until which it is held, as far as the API knows. */
    public Instant heldUntil() {
      return restrictedUntil.filter(notBefore::isBefore).orElse(notBefore);
    }

    /** The reason why it is held until {@link #heldUntil}. */
    public HeldBecause because() {
      return heldUntil().equals(notBefore) ? HeldBecause.PACE : HeldBecause.RESTRICTION;
    }
  }

  public Command {
    alternatives = Map.copyOf(alternatives);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt is less than 1");
    }
  }

  /** A command that keeps no pace. */
  public Command(
      CommandId id,
      SessionId session,
      String operation,
      ObjectNode arguments,
      Map<String, List<String>> alternatives,
      Instant acceptedAt,
      Instant startBy,
      int attempt) {
    this(
        id,
        session,
        operation,
        arguments,
        alternatives,
        acceptedAt,
        startBy,
        attempt,
        Optional.empty());
  }

  /** A command that keeps no pace and names nobody who could have another id. */
  public Command(
      CommandId id,
      SessionId session,
      String operation,
      ObjectNode arguments,
      Instant acceptedAt,
      Instant startBy,
      int attempt) {
    this(id, session, operation, arguments, Map.of(), acceptedAt, startBy, attempt);
  }

  /** The same command with other arguments. */
  public Command with(ObjectNode changed) {
    return new Command(
        id, session, operation, changed, alternatives, acceptedAt, startBy, attempt, turn);
  }

  /** The same command with another {@link #startBy}. */
  public Command startingBy(Instant moved) {
    return new Command(
        id, session, operation, arguments, alternatives, acceptedAt, moved, attempt, turn);
  }

  /** The same command in another attempt and with another turn. */
  public Command inAttempt(int number, Optional<Turn> taken) {
    return new Command(
        id, session, operation, arguments, alternatives, acceptedAt, startBy, number, taken);
  }

  /**
   * The SQS deduplication id: SQS drops a repeated message of the same attempt, and accepts the
   * next attempt's.
   */
  public String deduplicationId() {
    return id + "-" + attempt;
  }
}
