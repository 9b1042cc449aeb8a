package io.griot.host.command;

import io.griot.contract.CommandId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the order of one group's commands that run in parallel. A command calls the page once each
 * command before it has passed: it is in the page's send queue, or it has ended. A command that was
 * left for a later delivery has not passed, and all commands after it are left too. When the page
 * is lost, its send queue is lost with it, and the commands in it have not passed any more.
 *
 * <p>Thread-safe. Waits last until the commands before have ended, or until an interrupt.
 */
final class GroupOrder {

  private enum State {
    WAITING,
    /** The page was called. */
    CALLED,
    /** The message is in the page's send queue. */
    QUEUED,
    ENDED,
    LEFT
  }

  /** The commands in their order. The list and the states of its elements are guarded by this. */
  private final List<Place> places = new ArrayList<>();

  /** The order of a command without others beside it. */
  static Place alone(CommandId command) {
    return new GroupOrder().add(command, true);
  }

  /**
   * Appends a command.
   *
   * @param isLast whether no command will follow
   */
  synchronized Place add(CommandId command, boolean isLast) {
    Place place = new Place(command, places.size(), isLast);
    places.add(place);
    return place;
  }

  /**
   * Waits until the next command may be prepared: the page was called for the last one, so all
   * before it have passed. At most one started command therefore waits for its turn.
   */
  synchronized void awaitLastCalled() throws InterruptedException {
    while (!places.isEmpty() && places.getLast().state == State.WAITING) {
      wait();
    }
  }

  /** Waits until no command runs. */
  synchronized void awaitEnds() throws InterruptedException {
    while (!places.stream().allMatch(Place::isOver)) {
      wait();
    }
  }

  /** One command's place in the order. */
  final class Place {
    private final CommandId command;
    private final int number;
    private final boolean isLast;
    private State state = State.WAITING;

    private Place(CommandId command, int number, boolean isLast) {
      this.command = command;
      this.number = number;
      this.isLast = isLast;
    }

    /** Whether no command follows. Then nobody needs to know when this one is queued. */
    boolean isLast() {
      return isLast;
    }

    /**
     * Waits for this command's turn to call the page.
     *
     * @return the earlier commands that must be in the page's send queue; empty when the page must
     *     not be called because an earlier command was left
     */
    Optional<List<CommandId>> awaitTurn() throws InterruptedException {
      synchronized (GroupOrder.this) {
        while (true) {
          List<Place> before = places.subList(0, number);
          if (before.stream().anyMatch(place -> place.state == State.LEFT)) {
            return Optional.empty();
          }
          if (before.stream().allMatch(Place::hasPassed)) {
            become(State.CALLED);
            return Optional.of(
                before.stream()
                    .filter(place -> place.state == State.QUEUED)
                    .map(place -> place.command)
                    .toList());
          }
          GroupOrder.this.wait();
        }
      }
    }

    /** The message is in the page's send queue. */
    void queued() {
      synchronized (GroupOrder.this) {
        if (state == State.CALLED) {
          become(State.QUEUED);
        }
      }
    }

    /** The page was lost, or its queue lacks a command. No command in the queue has passed. */
    void pageWent() {
      synchronized (GroupOrder.this) {
        places.stream()
            .filter(place -> place.state == State.QUEUED || place.state == State.CALLED)
            .forEach(place -> place.state = State.WAITING);
        GroupOrder.this.notifyAll();
      }
    }

    /** The command's outcome is final, so the commands after it need not wait. */
    void ended() {
      become(State.ENDED);
    }

    /**
     * The command is not worked on here any more. Unless it has ended, its message is delivered
     * again.
     */
    void left() {
      synchronized (GroupOrder.this) {
        if (state != State.ENDED) {
          become(State.LEFT);
        }
      }
    }

    /** Whether an earlier command was left, so that this one must be left too. */
    boolean isAfterLeft() {
      synchronized (GroupOrder.this) {
        return places.subList(0, number).stream().anyMatch(place -> place.state == State.LEFT);
      }
    }

    private boolean hasPassed() {
      return state == State.QUEUED || state == State.ENDED;
    }

    private boolean isOver() {
      return state == State.ENDED || state == State.LEFT;
    }

    private void become(State next) {
      synchronized (GroupOrder.this) {
        state = next;
        GroupOrder.this.notifyAll();
      }
    }
  }
}
