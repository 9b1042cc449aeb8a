package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One accepted request for a session, as it travels from the API to the page.
 *
 * @param id names the command everywhere, for ever
 * @param session whose queue it travels on
 * @param operation an {@code operationId} of {@code openapi.yaml}
 * @param arguments the request's body and query, already validated; must not be changed
 * @param alternatives other ids of people whom the arguments name, by the JSON pointer of where
 *     they do: what the same phone number is in other numbering plans. WhatsApp may know the person
 *     by one of these only
 * @param acceptedAt when the API stored it, on the API's clock
 * @param startBy the last moment at which it may start, on the API's clock; after it, the command
 *     ends as {@link FailureCode#EXPIRED}
 * @param attempt 1, and one more each time that a repeated request had its effect tried again; a
 *     message of an earlier attempt counts for nothing
 * @param turn when it may go at the earliest, for one that keeps its session's pace or stops with
 *     it
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
   * The turn that a send has among its session's.
   *
   * @param notBefore when the API reckons that it may go; its session's host may have it wait
   *     longer, never shorter
   * @param pace what both reckon by
   * @param stops whether it waits for the end of a restriction that WhatsApp lays on the account
   * @param restrictedUntil when the restriction ends that the API knew of, if it stops for one: for
   *     its caller to read. The host knows by itself what is in force
   */
  public record Turn(
      Instant notBefore, Pace pace, boolean stops, Optional<Instant> restrictedUntil) {
    /** That of what no restriction stops. */
    public Turn(Instant notBefore, Pace pace) {
      this(notBefore, pace, false, Optional.empty());
    }

    /** Until when it is held, as far as the API knows. */
    public Instant heldUntil() {
      return restrictedUntil.filter(notBefore::isBefore).orElse(notBefore);
    }

    /** Why it is held until then. */
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

  /** One that keeps no pace. */
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

  /** One that keeps no pace, and names nobody who could have another id. */
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

  /** The same command with another last moment to start. */
  public Command startingBy(Instant moved) {
    return new Command(
        id, session, operation, arguments, alternatives, acceptedAt, moved, attempt, turn);
  }

  /** The same command in this attempt, with this turn. */
  public Command inAttempt(int number, Optional<Turn> taken) {
    return new Command(
        id, session, operation, arguments, alternatives, acceptedAt, startBy, number, taken);
  }

  /**
   * SQS drops repeated messages by this id: a repeated send of one attempt is the same message, the
   * next attempt's is another.
   */
  public String deduplicationId() {
    return id + "-" + attempt;
  }
}
