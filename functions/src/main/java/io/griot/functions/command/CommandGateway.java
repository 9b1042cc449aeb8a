package io.griot.functions.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.FiledAnswer;
import io.griot.functions.http.Reply;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts a request as a command once, sends it to its session's mailbox, waits for its outcome.
 *
 * <p>The command is stored before it is sent: a crash in between leaves an accepted command that
 * nobody will run, which its caller never heard of. A caller who repeats the request with the same
 * idempotency key finds it so, and it is sent again; the mailbox drops what it already has, and the
 * session's host starts a command once whatever is delivered. Thread-safe.
 */
public final class CommandGateway {
  private static final Logger log = LoggerFactory.getLogger(CommandGateway.class);

  private final Commands commands;
  private final Mailbox mailbox;
  private final LargeObjects objects;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final OutcomePoller poller;

  /**
   * A gateway.
   *
   * @param random must be unpredictable: who knows a command's id may not thereby know the next
   */
  public CommandGateway(
      Commands commands,
      Mailbox mailbox,
      LargeObjects objects,
      InstantSource clock,
      RandomGenerator random) {
    this.commands = commands;
    this.mailbox = mailbox;
    this.objects = objects;
    this.clock = clock;
    this.random = random;
    this.poller = new OutcomePoller(commands);
  }

  /**
   * A request that passed every check.
   *
   * @param idempotencyKey what the caller named it, if anything
   */
  public record Order(
      CustomerId customer,
      Generation session,
      Operation operation,
      Addressed request,
      Optional<String> idempotencyKey) {

    /** One that names nobody by a phone number. */
    public Order(
        CustomerId customer,
        Generation session,
        Operation operation,
        ObjectNode arguments,
        Optional<String> idempotencyKey) {
      this(customer, session, operation, Addressed.asWritten(arguments), idempotencyKey);
    }
  }

  /**
   * Accepts a request and waits for its outcome until the deadline; not at all when that has
   * passed.
   *
   * @throws ApiFailure {@code IDEMPOTENCY_KEY_REUSED}; {@code SESSION_NOT_FOUND} when the session
   *     was ended meanwhile
   */
  public Submission submit(Order order, Instant deadline) {
    Command command = command(order);
    String operation = order.operation().id();
    // Of what the caller wrote: how numbers are read may change between a request and its
    // repetition.
    String fingerprint = CommandItem.fingerprintOf(operation, order.request().written());
    Optional<StoredCommand> earlier = commands.accept(command, order.customer(), fingerprint);
    if (earlier.isPresent()) {
      if (!earlier.get().fingerprint().equals(fingerprint)) {
        throw new ApiFailure(FailureCode.IDEMPOTENCY_KEY_REUSED);
      }
      if (earlier.get().ending().isPresent()) {
        return ended(earlier.get());
      }
    }
    if (earlier.isEmpty() || !earlier.get().started()) {
      send(command, order);
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      return new Submission.Pending(command.id());
    }
    return poller
        .await(command.id(), operation, left)
        .<Submission>map(this::ended)
        .orElseGet(() -> new Submission.Pending(command.id()));
  }

  /** A customer's command; a foreign one is as absent as one that never was. */
  public Optional<Submission> find(CustomerId customer, CommandId id) {
    return commands.find(List.of(id)).stream()
        .filter(command -> command.customer().equals(customer))
        .findFirst()
        .map(command -> command.ending().isPresent() ? ended(command) : new Submission.Pending(id));
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
        now);
  }

  private void send(Command command, Order order) {
    String body = Json.write(command);
    if (body.getBytes(UTF_8).length > CommandItem.MAX_INLINE_BYTES) {
      objects.put(Names.commandObject(command.id()), body);
      body = Json.writeClaimCheck(command.id());
    }
    String group = order.operation().messageGroup(order.request().ordering());
    if (!mailbox.send(order.session(), group, command.id(), body)) {
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    log.debug("command {} of session {} sent", command.id(), command.session());
  }

  private Submission ended(StoredCommand command) {
    Outcome outcome =
        switch (command.ending().orElseThrow()) {
          case StoredCommand.Ending.Answered(String answer, Duration pageTime) ->
              new Outcome.Succeeded(Json.readObject(answer), pageTime);
          case StoredCommand.Ending.AnsweredElsewhere(var key, var file, var pageTime) ->
              file.isJson() && file.bytes() <= Reply.MAX_PAYLOAD_BYTES
                  ? fetched(command.id(), key, pageTime)
                  : new Outcome.Filed(file, pageTime);
          case StoredCommand.Ending.Failed(FailureCode code, String detail) ->
              new Outcome.Failed(code, detail);
        };
    return new Submission.Ended(command.id(), outcome);
  }

  private Outcome fetched(CommandId id, String key, Duration pageTime) {
    Optional<String> answer = objects.get(key);
    if (answer.isEmpty()) {
      log.error("command {} succeeded but its answer is not in S3", id);
      return new Outcome.Failed(FailureCode.INTERNAL);
    }
    return new Outcome.Succeeded(Json.readObject(answer.get()), pageTime);
  }
}
