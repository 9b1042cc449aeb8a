package io.griot.functions.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Operation;
import io.griot.contract.SessionId;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.FiledAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Accepts a request as a command once, sends it to its session's queue, and waits for the outcome.
 *
 * <p>The command is stored before it is sent. A crash in between leaves an accepted command that no
 * host runs and that its caller was not told of. If the caller repeats the request with the same
 * idempotency key, the command is found and sent again. The queue drops duplicates, and the
 * session's host starts a command only once.
 *
 * <p>A command that failed without effect is tried again when its request is repeated: it is the
 * same command with the next attempt number, so the queue accepts it and earlier messages are
 * ignored. Thread-safe.
 */
public final class CommandGateway {
  private static final Logger log = LoggerFactory.getLogger(CommandGateway.class);

  private final SubmissionStore commands;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<AcceptanceStep> steps;
  private final CommandLookup lookup;
  private final PendingSubmissions pending;
  private final CommandSender sender;
  private final OutcomeWait outcomes;

  /** A gateway without a listener for its steps. */
  public CommandGateway(
      SubmissionStore commands,
      CommandQueue mailbox,
      PayloadStore objects,
      InstantSource clock,
      RandomGenerator random) {
    this(commands, mailbox, objects, WaitingPlaces.UNBOUNDED, clock, random, step -> {});
  }

  /**
   * A gateway.
   *
   * @param places the places of requests that wait longer than a moment
   * @param random must be unpredictable, because a command's id must not reveal the next
   * @param steps called after each step of an acceptance, in the request's thread
   */
  public CommandGateway(
      SubmissionStore commands,
      CommandQueue mailbox,
      PayloadStore objects,
      WaitingPlaces places,
      InstantSource clock,
      RandomGenerator random,
      Consumer<AcceptanceStep> steps) {
    this.commands = commands;
    this.clock = clock;
    this.random = random;
    this.steps = steps;
    this.lookup = new CommandLookup(commands, objects, clock);
    this.pending = new PendingSubmissions(commands, clock, steps);
    this.sender = new CommandSender(commands, pending, mailbox, objects, steps);
    this.outcomes = new OutcomeWait(lookup, new OutcomePoller(commands), places, clock);
  }

  /**
   * The result of an earlier request with this idempotency key. It is looked up before the session
   * is checked, so that a finished command is answered even if the session is gone or down.
   *
   * @return empty when there was none, or it failed in a way that allows another attempt
   * @throws ApiFailure {@code IDEMPOTENCY_KEY_REUSED}
   */
  public Optional<Earlier> earlier(
      CustomerId customer, SessionId session, String key, Operation operation, ObjectNode written) {
    Optional<StoredCommand> stored =
        lookup
            .find(CommandId.ofIdempotencyKey(session, key))
            .filter(command -> command.customer().equals(customer));
    stored.ifPresent(
        command -> requireSame(command, CommandItem.fingerprintOf(operation.id(), written)));
    return stored
        .filter(command -> !command.triesAgain(operation))
        .map(command ->
            command.outcome().isPresent()
                ? new Earlier.Answered(lookup.ended(command))
                : new Earlier.UnderWay());
  }

  /**
   * Accepts a request and waits for its outcome until the deadline; does not wait if the deadline
   * has passed. A command that is then pending may start within the order's time for pending
   * commands.
   *
   * @throws ApiFailure {@code IDEMPOTENCY_KEY_REUSED}; {@code SESSION_NOT_FOUND} when the session
   *     has ended in between
   */
  public Submission submit(CommandOrder order, Instant deadline) {
    Command command = order.command(Instant.ofEpochMilli(clock.millis()), random);
    // All log lines of this request carry the command's id; ApiHandler removes it again.
    MDC.put("sessionId", command.session().value());
    MDC.put("commandId", command.id().value());
    // Of the caller's own text, because the interpretation of numbers may change between a request
    // and its repetition.
    String fingerprint =
        CommandItem.fingerprintOf(order.operation().id(), order.request().written());
    Optional<Generation> pendsIn = pending.foreseen(order, command, deadline);
    Optional<StoredCommand> stored =
        commands
            .accept(command, order.customer(), fingerprint, pendsIn)
            .flatMap(found -> lookup.current(found));
    if (stored.isEmpty()) {
      steps.accept(AcceptanceStep.STORED);
      sender.send(command, order);
      return outcome(command, order, deadline, pendsIn.isPresent());
    }
    requireSame(stored.get(), fingerprint);
    return repeated(command, stored.get(), order, deadline);
  }

  private Submission repeated(
      Command command, StoredCommand stored, CommandOrder order, Instant deadline) {
    if (!stored.triesAgain(order.operation())) {
      return underWay(command, stored, order, deadline);
    }
    Command next = command.inAttempt(stored.attempt() + 1, command.turn());
    Optional<Generation> pendsIn = pending.foreseen(order, command, deadline);
    if (!commands.acceptAgain(next, stored, pendsIn)) {
      StoredCommand other = lookup.find(command.id()).orElse(stored); // of a concurrent request
      return other.triesAgain(order.operation())
          ? lookup.ended(other)
          : underWay(command, other, order, deadline);
    }
    steps.accept(AcceptanceStep.STORED_AGAIN);
    log.atInfo()
        .addKeyValue("commandId", next.id())
        .addKeyValue("attempt", next.attempt())
        .log("command.attempted");
    sender.send(next, order);
    return outcome(next, order, deadline, pendsIn.isPresent());
  }

  private Submission underWay(
      Command command, StoredCommand stored, CommandOrder order, Instant deadline) {
    if (stored.outcome().isPresent()) {
      return lookup.ended(stored);
    }
    Command same =
        new Command(
            command.id(),
            command.session(),
            command.operation(),
            command.arguments(),
            command.alternatives(),
            stored.acceptedAt(),
            stored.startBy(),
            stored.attempt(),
            stored.held().map(Held::turn));
    if (stored.status() == CommandStatus.ACCEPTED) {
      sender.send(same, order);
    }
    return outcome(same, order, deadline, false);
  }

  /**
   * The outcome, if it comes while the caller waits.
   *
   * @param pends whether the command is stored as pending
   */
  private Submission outcome(Command command, CommandOrder order, Instant deadline, boolean pends) {
    Optional<StoredCommand> ended =
        Held.isBeyond(command, deadline)
            ? Optional.empty()
            : outcomes.until(command, order.customer(), deadline);
    return ended
        .<Submission>map(lookup::ended)
        .orElseGet(() -> pending.answer(command, order, pends));
  }

  private static void requireSame(StoredCommand stored, String fingerprint) {
    if (!stored.fingerprint().equals(fingerprint)) {
      throw new ApiFailure(FailureCode.IDEMPOTENCY_KEY_REUSED);
    }
  }

  /**
   * A customer's command; another customer's looks unknown.
   *
   * @param reached whether the caller may see things of a session
   */
  public Optional<Submission> find(
      CustomerId customer, CommandId id, Predicate<SessionId> reached) {
    return lookup
        .find(id)
        .filter(command -> command.customer().equals(customer))
        .filter(command -> reached.test(command.session()))
        .map(command ->
            command.outcome().isPresent()
                ? lookup.ended(command)
                : new Submission.Pending(id, command.heldAt(clock.instant())));
  }

  /** An answer that is stored as an object. */
  public FiledAnswer filed(CommandId command) {
    return lookup.filed(command);
  }
}
