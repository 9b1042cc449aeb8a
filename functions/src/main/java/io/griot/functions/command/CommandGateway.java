package io.griot.functions.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.Pace;
import io.griot.contract.SessionId;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.FiledAnswer;
import io.griot.functions.http.Reply;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Accepts a request as a command once, sends it to its session's mailbox, waits for the outcome.
 *
 * <p>The command is stored before it is sent. A crash in between leaves an accepted command that
 * nobody runs, which its caller never heard of. A caller who repeats the request with the same
 * idempotency key finds it so, and it is sent again; the mailbox drops what it already has, and the
 * session's host starts a command once whatever is delivered.
 *
 * <p>A command that failed without effect is tried again when its request is repeated: the same
 * command with the next attempt number, so the mailbox takes it and earlier messages count for
 * nothing. Thread-safe.
 */
public final class CommandGateway {
  private static final Logger log = LoggerFactory.getLogger(CommandGateway.class);

  /** Most requests are answered by then: it is not counted that they wait. */
  private static final Duration UNCOUNTED = Duration.ofSeconds(1);

  private final SubmissionStore commands;
  private final CommandQueue mailbox;
  private final PayloadStore objects;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final OutcomePoller poller;
  private final Consumer<AcceptanceStep> steps;
  private final WaitingPlaces places;

  /** A gateway whose steps nobody follows. */
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
   * @param places for requests that wait longer than {@link #UNCOUNTED}
   * @param random must be unpredictable: who knows a command's id may not thereby know the next
   * @param steps is told each step of an acceptance when it is done, by the request's thread
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
    this.mailbox = mailbox;
    this.objects = objects;
    this.places = places;
    this.clock = clock;
    this.random = random;
    this.steps = steps;
    this.poller = new OutcomePoller(commands);
  }

  /**
   * A request that passed every check.
   *
   * @param idempotencyKey what the caller named it, if anything
   * @param startWithin how long after its acceptance it may still start
   * @param pendingStartWithin the same once its caller was told that it is pending: never shorter
   * @param waits whether its session is not connected: its caller is likely to be told that it is
   *     pending
   * @param turn when it may go, if it keeps its session's pace
   */
  public record Order(
      CustomerId customer,
      Generation session,
      Operation operation,
      Addressed request,
      Optional<String> idempotencyKey,
      Duration startWithin,
      Duration pendingStartWithin,
      boolean waits,
      Optional<Command.Turn> turn) {
    /** One of a connected session, that keeps no pace. */
    public Order(
        CustomerId customer,
        Generation session,
        Operation operation,
        Addressed request,
        Optional<String> idempotencyKey,
        Duration startWithin,
        Duration pendingStartWithin) {
      this(
          customer,
          session,
          operation,
          request,
          idempotencyKey,
          startWithin,
          pendingStartWithin,
          false,
          Optional.empty());
    }
  }

  /**
   * What an earlier request with this idempotency key came to. It is asked before anything of the
   * session is judged: what was done is answered also when the session is gone or down.
   *
   * @return empty when there was none, or it failed in a way that has the request tried again
   * @throws ApiFailure {@code IDEMPOTENCY_KEY_REUSED}
   */
  public Optional<Earlier> earlier(
      CustomerId customer, SessionId session, String key, Operation operation, ObjectNode written) {
    Optional<StoredCommand> stored =
        current(CommandId.ofIdempotencyKey(session, key))
            .filter(command -> command.customer().equals(customer));
    stored.ifPresent(
        command -> requireSame(command, CommandItem.fingerprintOf(operation.id(), written)));
    return stored
        .filter(command -> !command.triesAgain(operation))
        .map(command ->
            command.outcome().isPresent()
                ? new Earlier.Answered(ended(command))
                : new Earlier.UnderWay());
  }

  /**
   * Accepts a request and waits for its outcome until the deadline; not at all when that has
   * passed. One that is pending then may start for as long as its order says of that.
   *
   * @throws ApiFailure {@code IDEMPOTENCY_KEY_REUSED}; {@code SESSION_NOT_FOUND} when the session
   *     was ended meanwhile
   */
  public Submission submit(Order order, Instant deadline) {
    Command command = command(order);
    // Every line of this request says for which command it is; ApiHandler ends that.
    MDC.put("sessionId", command.session().value());
    MDC.put("commandId", command.id().value());
    // Of what the caller wrote: how numbers are read may change between a request and its
    // repetition.
    String fingerprint =
        CommandItem.fingerprintOf(order.operation().id(), order.request().written());
    Optional<Generation> pendsIn = pendsIn(order, deadline);
    Optional<StoredCommand> stored =
        commands
            .accept(command, order.customer(), fingerprint, pendsIn)
            .flatMap(found -> current(found));
    if (stored.isEmpty()) {
      steps.accept(AcceptanceStep.STORED);
      send(command, order);
      return outcome(command, order, deadline, pendsIn.isPresent());
    }
    requireSame(stored.get(), fingerprint);
    return repeated(command, stored.get(), order, deadline);
  }

  /**
   * The session of what is likely to be answered as pending. The supervisor then finds it though
   * this process dies before it answers. Everything else is with a host in a moment, which ends it.
   */
  private Optional<Generation> pendsIn(Order order, Instant deadline) {
    boolean isHeld = order.turn().filter(turn -> isHeldBeyond(turn, deadline)).isPresent();
    boolean isAsync = !deadline.isAfter(clock.instant());
    return order.waits() || isHeld || isAsync ? Optional.of(order.session()) : Optional.empty();
  }

  private static boolean isHeldBeyond(Command.Turn turn, Instant deadline) {
    return !turn.heldUntil().isBefore(deadline);
  }

  private Submission repeated(
      Command command, StoredCommand stored, Order order, Instant deadline) {
    if (stored.triesAgain(order.operation())) {
      Command next = command.inAttempt(stored.attempt() + 1, command.turn());
      Optional<Generation> pendsIn = pendsIn(order, deadline);
      if (commands.acceptAgain(next, stored, pendsIn)) {
        steps.accept(AcceptanceStep.STORED_AGAIN);
        log.atInfo()
            .addKeyValue("commandId", next.id())
            .addKeyValue("attempt", next.attempt())
            .log("command.attempted");
        send(next, order);
        return outcome(next, order, deadline, pendsIn.isPresent());
      }
      StoredCommand other = current(command.id()).orElse(stored); // of a request at the same time
      return other.triesAgain(order.operation())
          ? ended(other)
          : underWay(command, other, order, deadline);
    }
    return underWay(command, stored, order, deadline);
  }

  private Submission underWay(
      Command command, StoredCommand stored, Order order, Instant deadline) {
    if (stored.outcome().isPresent()) {
      return ended(stored);
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
            // Its pace is not stored: the session's host does not count it once more.
            stored.held().map(CommandGateway::turn));
    if (stored.status() == CommandStatus.ACCEPTED) {
      send(same, order);
    }
    return outcome(same, order, deadline, false);
  }

  /**
   * Waits until the command has ended, or nobody may start it any more, or the deadline; no longer
   * than {@link #UNCOUNTED} when too many requests of the customer wait already.
   *
   * @param pends whether it is stored as pending
   */
  private Submission outcome(Command command, Order order, Instant deadline, boolean pends) {
    if (command.turn().filter(turn -> isHeldBeyond(turn, deadline)).isPresent()) {
      return pending(command, order, pends);
    }
    long sinceNanos = System.nanoTime();
    Instant soon = clock.instant().plus(UNCOUNTED);
    return end(command, soon.isBefore(deadline) ? soon : deadline, sinceNanos)
        .or(() ->
            soon.isBefore(deadline)
                ? laterEnd(command, order, deadline, sinceNanos)
                : Optional.empty())
        .<Submission>map(this::ended)
        .orElseGet(() -> pending(command, order, pends));
  }

  private Optional<StoredCommand> laterEnd(
      Command command, Order order, Instant deadline, long sinceNanos) {
    Optional<WaitingPlaces.Place> place = places.enter(order.customer(), deadline);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (WaitingPlaces.Place _ = place.get()) {
      return end(command, deadline, sinceNanos);
    }
  }

  private Optional<StoredCommand> end(Command command, Instant deadline, long sinceNanos) {
    Optional<StoredCommand> end = Optional.empty();
    if (command.startBy().isBefore(deadline)) {
      end =
          await(command, command.startBy(), sinceNanos)
              .or(() -> current(command.id()).filter(found -> found.outcome().isPresent()));
    }
    return end.or(() -> await(command, deadline, sinceNanos));
  }

  private Submission.Pending pending(Command command, Order order, boolean pends) {
    // One that an earlier request accepted on other terms keeps them.
    boolean isOnTheseTerms =
        command.startBy().equals(command.acceptedAt().plus(order.startWithin()));
    Instant startBy = command.startBy();
    if (isOnTheseTerms && order.pendingStartWithin().compareTo(order.startWithin()) > 0) {
      startBy = command.acceptedAt().plus(order.pendingStartWithin());
      move(command, startBy);
    }
    if (!pends || !startBy.equals(command.startBy())) {
      pend(command, order.session(), startBy);
    }
    return new Submission.Pending(command.id(), held(command));
  }

  private Optional<Held> held(Command command) {
    return command
        .turn()
        .filter(turn -> turn.heldUntil().isAfter(clock.instant()))
        .map(turn -> new Held(turn.heldUntil(), turn.because()));
  }

  private static Command.Turn turn(Held held) {
    return held.because() == HeldBecause.RESTRICTION
        ? new Command.Turn(Instant.EPOCH, Pace.NONE, true, Optional.of(held.until()))
        : new Command.Turn(held.until(), Pace.NONE);
  }

  // The command is accepted: its caller is better served by a 202 than by what went wrong here.
  private void move(Command command, Instant startBy) {
    try {
      boolean moved = commands.move(command.id(), command.attempt(), startBy);
      steps.accept(AcceptanceStep.START_MOVED);
      log.atDebug()
          .addKeyValue("commandId", command.id())
          .addKeyValue("startBy", startBy)
          .addKeyValue("done", moved)
          .log("command.start_moved");
    } catch (SdkException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("commandId", command.id())
          .log("command.start_not_moved");
    }
  }

  // As above: who asks for it is told all the same that it expired.
  private void pend(Command command, Generation session, Instant startBy) {
    try {
      boolean pends = commands.pend(command.id(), command.attempt(), session, startBy);
      steps.accept(AcceptanceStep.PENDING);
      log.atDebug()
          .addKeyValue("commandId", command.id())
          .addKeyValue("startBy", startBy)
          .addKeyValue("stored", pends)
          .log("command.pending");
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("commandId", command.id())
          .setCause(e)
          .log("command.pending_not_stored");
    }
  }

  private Optional<StoredCommand> await(Command command, Instant until, long sinceNanos) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, until);
    Duration held =
        held(command).map(it -> Duration.between(now, it.until())).orElse(Duration.ZERO);
    return left.isPositive()
        ? poller.await(command.id(), command.operation(), sinceNanos, held, left)
        : Optional.empty();
  }

  /** The command as it is stored; one that nobody may start any more is ended now. */
  private Optional<StoredCommand> current(CommandId id) {
    return commands.find(List.of(id)).stream().findFirst().flatMap(this::current);
  }

  private Optional<StoredCommand> current(StoredCommand found) {
    if (!found.isPast(clock.instant())) {
      return Optional.of(found);
    }
    boolean expired = commands.expire(found.id(), found.attempt());
    log.atInfo()
        .addKeyValue("commandId", found.id())
        .addKeyValue("done", expired)
        .log("command.expired");
    return commands.find(List.of(found.id())).stream().findFirst();
  }

  private static void requireSame(StoredCommand stored, String fingerprint) {
    if (!stored.fingerprint().equals(fingerprint)) {
      throw new ApiFailure(FailureCode.IDEMPOTENCY_KEY_REUSED);
    }
  }

  /**
   * A customer's command; a foreign one is as absent as one that never was.
   *
   * @param reached whether whoever asks may see what is of a session
   */
  public Optional<Submission> find(
      CustomerId customer, CommandId id, Predicate<SessionId> reached) {
    return current(id)
        .filter(command -> command.customer().equals(customer))
        .filter(command -> reached.test(command.session()))
        .map(command ->
            command.outcome().isPresent()
                ? ended(command)
                : new Submission.Pending(id, command.heldAt(clock.instant())));
  }

  /** An answer that is an object of its own. */
  public FiledAnswer filed(CommandId command) {
    String key = Names.answerObject(command);
    return new FiledAnswer(() -> objects.bytes(key), () -> objects.link(key));
  }

  private Command command(Order order) {
    CommandId id =
        order
            .idempotencyKey()
            .map(key -> CommandId.ofIdempotencyKey(order.session().session(), key))
            .orElseGet(() -> CommandId.random(random));
    // Milliseconds, as it travels: what is stored and what is sent are the same command.
    Instant now = Instant.ofEpochMilli(clock.millis());
    return new Command(
        id,
        order.session().session(),
        order.operation().id(),
        order.request().arguments(),
        order.request().alternatives(),
        now,
        now.plus(order.startWithin()),
        1,
        order.turn());
  }

  /**
   * What could not be sent waits for a repeated request; the supervisor ends it when none comes.
   */
  private void send(Command command, Order order) {
    boolean isSent;
    try {
      isSent = isSent(command, order);
    } catch (SdkException e) {
      pend(command, order.session(), command.startBy());
      throw e;
    }
    if (!isSent) {
      boolean _ = commands.expire(command.id(), command.attempt());
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    steps.accept(AcceptanceStep.SENT);
    log.atDebug().addKeyValue("attempt", command.attempt()).log("command.sent");
  }

  private boolean isSent(Command command, Order order) {
    String body = Json.write(command);
    if (body.getBytes(UTF_8).length > CommandItem.MAX_INLINE_BYTES) {
      objects.put(Names.commandObject(command.id()), body);
      body = Json.writeClaimCheck(command.id());
      steps.accept(AcceptanceStep.BODY_STORED);
    }
    String group = order.operation().messageGroup(command.id(), order.request().ordering());
    return mailbox.send(order.session(), group, command.deduplicationId(), body);
  }

  private Submission.Ended ended(StoredCommand command) {
    Outcome outcome =
        switch (command.outcome().orElseThrow()) {
          case Outcome.Filed(AnswerFile file, Duration pageTime)
              when file.isJson() && file.bytes() <= Reply.MAX_PAYLOAD_BYTES ->
              fetched(command.id(), pageTime);
          case Outcome stored -> stored;
        };
    return new Submission.Ended(command.id(), outcome);
  }

  private Outcome fetched(CommandId id, Duration pageTime) {
    Optional<String> answer = objects.get(Names.answerObject(id));
    if (answer.isEmpty()) {
      log.atError().addKeyValue("commandId", id).log("command.answer_absent");
      return new Outcome.Failed(FailureCode.INTERNAL);
    }
    return new Outcome.Succeeded(answer.get(), pageTime);
  }
}
