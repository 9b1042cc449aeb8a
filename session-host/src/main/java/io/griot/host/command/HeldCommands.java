package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Requires;
import io.griot.host.command.SessionGate.Demand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one session's messages that may not go yet: sends until their turn, and commands that need
 * a page while there is none or while it is busy. So the queue's reader keeps capacity for commands
 * without a page, however many messages wait. This is the only place that decides which send goes
 * next, so no send overtakes another of its chat. Commands that change something wait behind held
 * messages of their group; commands that only read do not.
 *
 * <p>A message is taken over in two steps. It is stored in the table, and then deleted from the
 * queue if the lease still holds. The next host reads the table after its lease began, so it finds
 * the message in one of them or in both. If in both, it stores it once more, or finds its command
 * ended.
 *
 * <p>Sends that arrive while there is no page wait here, so that they keep the pace when the page
 * comes back. Thread-safe. {@link #stop} is called once.
 */
public final class HeldCommands implements Holding {
  private static final Logger log = LoggerFactory.getLogger(HeldCommands.class);

  private final Generation session;
  private final HeldStore store;
  private final SessionGate gate;
  private final Function<String, Optional<Operation>> operations;
  private final InstantSource clock;
  private final HeldSchedule schedule;
  private final HeldExplanations explanations;
  private final HeldWork work;

  /**
   * @param operations the catalogue, by operation id
   * @param clock compared with schedule and with deadlines for starting
   * @param onFailure ends the session
   */
  public HeldCommands(
      Generation session,
      HeldStore store,
      HeldRunner runner,
      SessionGate gate,
      Function<String, Optional<Operation>> operations,
      InstantSource clock,
      Consumer<Throwable> onFailure) {
    this.session = session;
    this.store = store;
    this.gate = gate;
    this.operations = operations;
    this.clock = clock;
    this.schedule = new HeldSchedule(clock);
    this.explanations = new HeldExplanations(store, schedule);
    this.work =
        new HeldWork(session, store, schedule, explanations, runner, gate, clock, onFailure);
  }

  public void start() {
    work.start();
  }

  /** Whether something is held, as far as is known; true until what earlier hosts held is read. */
  public boolean isHolding() {
    return schedule.isHolding();
  }

  /**
   * Sets until when WhatsApp restricts the account; empty when it does not. Called from any thread;
   * waits for the lock only.
   */
  public void restrict(Optional<Instant> until) {
    schedule.restrict(until.orElse(Instant.EPOCH));
  }

  /**
   * Sets whether nothing that changes something may begin, because the customer's subscription is
   * suspended. It is held meanwhile, and ends at its deadline for starting. As {@link #restrict}.
   */
  public void suspend(boolean is) {
    schedule.suspend(is);
  }

  /**
   * Begins nothing more, and waits for running commands. The gate must be closed first. Held
   * messages stay held.
   *
   * @return false when a command was still running at the deadline; it is interrupted
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    return work.stop(deadline);
  }

  @Override
  public boolean goesNow(Command command, Delivery delivery, boolean hasRoom)
      throws InterruptedException {
    Optional<Operation> operation = operations.apply(command.operation());
    boolean isThere = operation.map(it -> isThere(it, hasRoom)).orElse(true);
    if (operation.filter(it -> it.effect() == Effect.WRITE).isEmpty()) {
      return isThere;
    }
    schedule.awaitLoaded();
    return isThere && schedule.takes(command, delivery);
  }

  private boolean isThere(Operation operation, boolean hasRoom) {
    return requires(Optional.of(operation)) == Requires.NONE
        || (hasRoom && gate.passes(Demand.of(operation)));
  }

  /** Unknown operations, and those that can be answered without a page, require nothing. */
  private static Requires requires(Optional<Operation> operation) {
    return operation
        .filter(it -> it.withoutPage().isEmpty())
        .map(Operation::requires)
        .orElse(Requires.NONE);
  }

  @Override
  public void hold(Command command, Delivery delivery) throws InterruptedException {
    schedule.awaitLoaded();
    Requires requires = requires(operations.apply(command.operation()));
    Optional<HeldMessage> held = schedule.held(command, delivery.group(), requires);
    if (held.isPresent()) {
      hold(held.get(), command, delivery);
    }
  }

  private void hold(HeldMessage held, Command command, Delivery delivery) {
    store.put(session, held, delivery.body());
    Instant until = schedule.until(held);
    schedule.add(held);
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
