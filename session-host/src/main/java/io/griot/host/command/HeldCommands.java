package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Requires;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds, in a table, what may not go yet of one session: sends until their turn, and whatever needs
 * a page while there is none or while it has enough to do. So the queue's reader has room for what
 * needs no page, however much waits. The one place that decides which send of a session goes next,
 * so none overtakes another of its chat: what changes something waits behind what is held of its
 * group, what only reads does not.
 *
 * <p>A message is taken over in two steps: it is stored, and then deleted from the queue if the
 * lease still holds. So the next host, which reads the table after its lease began, finds it in one
 * of the two, or in both: it then takes it over once more, or finds its command ended.
 *
 * <p>Sends wait for the page here, so that those that came while there was none keep the pace when
 * it comes back. Thread-safe. {@link #stop} is called once.
 */
public final class HeldCommands implements Holding {
  private static final Logger log = LoggerFactory.getLogger(HeldCommands.class);

  private final Generation session;
  private final HeldStore store;
  private final SessionGate gate;
  private final Function<String, Optional<Operation>> operations;
  private final InstantSource clock;
  private final HeldTurns turns;
  private final HeldExplanations explanations;
  private final HeldWork work;

  /**
   * @param operations the catalogue's, by id
   * @param clock that turns and last moments to start are compared with
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   * @param onFailure ends the session
   */
  public HeldCommands(
      Generation session,
      HeldStore store,
      CommandReader reader,
      CommandRunner runner,
      SessionGate gate,
      Function<String, Optional<Operation>> operations,
      Lease lease,
      InstantSource clock,
      LongSupplier nanoTime,
      Consumer<Throwable> onFailure) {
    this.session = session;
    this.store = store;
    this.gate = gate;
    this.operations = operations;
    this.clock = clock;
    this.turns = new HeldTurns(clock);
    this.explanations = new HeldExplanations(store, turns);
    this.work =
        new HeldWork(
            session,
            store,
            turns,
            explanations,
            reader,
            runner,
            gate,
            lease,
            clock,
            nanoTime,
            onFailure);
  }

  public void start() {
    work.start();
  }

  /**
   * Says until when WhatsApp restricts the account; empty when it does not. By any thread; does not
   * wait for more than the lock.
   */
  public void restrict(Optional<Instant> until) {
    turns.restrict(until.orElse(Instant.EPOCH));
  }

  /**
   * Begins nothing more, and waits for what is under way. The gate must be closed before. What is
   * held stays held.
   *
   * @return false when something was still under way at the deadline; it is interrupted then
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    return work.stop(deadline);
  }

  @Override
  public boolean goesNow(Command command, Delivery delivery, boolean hasRoom)
      throws InterruptedException {
    Optional<Operation> operation = operations.apply(command.operation());
    Requires requires = requires(operation);
    boolean isThere = requires == Requires.NONE || (hasRoom && gate.passes(requires));
    if (operation.filter(it -> it.effect() == Effect.WRITE).isEmpty()) {
      return isThere;
    }
    turns.awaitLoaded();
    return isThere && turns.takes(command, delivery);
  }

  /** What is not known, or has an answer without a page, waits for none. */
  private static Requires requires(Optional<Operation> operation) {
    return operation
        .filter(it -> it.withoutPage().isEmpty())
        .map(Operation::requires)
        .orElse(Requires.NONE);
  }

  @Override
  public void hold(Command command, Delivery delivery) throws InterruptedException {
    turns.awaitLoaded();
    Requires requires = requires(operations.apply(command.operation()));
    Optional<Held> held = turns.held(command, delivery.group(), requires);
    if (held.isPresent()) {
      hold(held.get(), command, delivery);
    }
  }

  private void hold(Held held, Command command, Delivery delivery) {
    store.put(session, held, delivery.body());
    Instant until = turns.until(held);
    turns.add(held);
    boolean isExplained =
        command.turn().filter(turn -> !turn.heldUntil().isBefore(until)).isPresent();
    if (!isExplained && until.isAfter(clock.instant())) {
      explanations.explain(held, until, HeldBecause.ORDER);
    }
    log.atDebug()
        .addKeyValue("commandId", held.command())
        .addKeyValue("notBefore", held.notBefore())
        .log("command.held");
  }
}
