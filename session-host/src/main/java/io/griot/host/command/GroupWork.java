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
 * Has the messages of one group that were received together carried out, one after another, and its
 * sends one behind the other ({@link GroupOrder}). What comes after one that was left is left with
 * it. Used once, by one thread; it starts others.
 */
final class GroupWork {
  /**
   * What all groups of a session share.
   *
   * @param places one is given back for each message that this host has no more
   * @param isStopped whether nothing more is to begin
   * @param pause before what could not be carried out is shown again
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

  /** Returns when none is under way. What this host still has then, is shown when it stops. */
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
    // What is held gives its place back, so the reader can always receive the next.
    boolean hasRoom = shared.places().availablePermits() >= SessionQueue.BATCH;
    if (shared.messages().goesNow(delivery, command, hasRoom)) {
      carryOut(delivery, command);
    } else {
      hold(delivery, command);
    }
  }

  // What is held goes by another way: nothing before it may be on its way.
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
    End end = End.KEPT; // what an interrupt leaves
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

  /** Says what becomes of those that are not done. */
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
