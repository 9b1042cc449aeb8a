package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.host.command.MessageWork.Content;
import io.griot.host.command.MessageWork.End;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Runs the messages of one group that were received together, in order. Sends overlap as far as
 * {@link GroupOrder} allows. Once a message is left for a later delivery, all after it are left
 * too. Used once, by one thread, which starts others.
 */
final class GroupWork {
  /**
   * State that all groups of a session share.
   *
   * @param places one permit is released for each message that this host is done with
   * @param isStopped whether nothing more may begin
   * @param pause delay before messages that could not be processed become visible again
   */
  record Shared(
      MessageWork messages,
      InFlight inFlight,
      Semaphore places,
      Workers workers,
      BooleanSupplier isStopped,
      Duration pause) {}

  private final Shared shared;
  private final List<Delivery> group;
  private final GroupOrder order = new GroupOrder();
  private final Map<Delivery, End> ends = new ConcurrentHashMap<>();

  GroupWork(Shared shared, List<Delivery> group) {
    this.shared = shared;
    this.group = group;
  }

  /**
   * Blocks until no command of the group runs. Messages that this host still has then become
   * visible when it stops.
   */
  void run() throws InterruptedException {
    for (Delivery delivery : group) {
      if (goesOn()) {
        begin(delivery);
      }
    }
    order.awaitEnds();
    settle();
  }

  private boolean goesOn() {
    return !shared.isStopped().getAsBoolean()
        && ends.values().stream().allMatch(end -> end == End.DONE);
  }

  private void begin(Delivery delivery) throws InterruptedException {
    switch (shared.messages().read(delivery)) {
      case Content.None(End end) -> ended(delivery, end);
      case Content.Read(Command command, boolean sends) -> begin(delivery, command, sends);
    }
  }

  private void begin(Delivery delivery, Command command, boolean sends)
      throws InterruptedException {
    if (sends) {
      order.awaitLastCalled();
    } else {
      order.awaitEnds();
    }
    if (!goesOn()) {
      return;
    }
    // A held message releases its permit, so that the receiver can always receive the next.
    boolean hasRoom = shared.places().availablePermits() >= SessionQueue.BATCH;
    if (shared.messages().goesNow(delivery, command, hasRoom)) {
      carryOut(delivery, command);
    } else {
      hold(delivery, command);
    }
  }

  // A held message takes another way to the page, so no earlier message may be running.
  private void hold(Delivery delivery, Command command) throws InterruptedException {
    order.awaitEnds();
    if (goesOn()) {
      ended(delivery, shared.messages().hold(delivery, command));
    }
  }

  private void carryOut(Delivery delivery, Command command) throws InterruptedException {
    boolean isLast = delivery.equals(group.getLast());
    GroupOrder.Place place = order.add(command.id(), isLast);
    if (isLast) {
      carryOut(delivery, command, place);
    } else {
      shared.workers().start(() -> carryOut(delivery, command, place));
    }
  }

  private void carryOut(Delivery delivery, Command command, GroupOrder.Place place)
      throws InterruptedException {
    End end = End.KEPT; // stays so after an interrupt
    try {
      end = shared.messages().run(delivery, command, place);
    } finally {
      ended(delivery, end);
      if (end == End.DONE) {
        place.ended();
      } else {
        place.left();
      }
    }
  }

  private void ended(Delivery delivery, End end) {
    if (end == End.DONE) {
      shared.inFlight().delete(delivery);
      shared.places().release();
    }
    ends.put(delivery, end);
  }

  /** Settles the messages that are not done. */
  private void settle() {
    List<Delivery> left = group.stream().filter(one -> ends.get(one) != End.DONE).toList();
    if (ends.containsValue(End.NOT_OURS)) {
      shared.inFlight().forget(left);
      shared.places().release(left.size());
    } else if (!left.isEmpty()
        && !ends.containsValue(End.KEPT)
        && !shared.isStopped().getAsBoolean()) {
      shared.inFlight().later(left, shared.pause());
      shared.places().release(left.size());
    }
  }
}
