package io.griot.host.command;

import io.griot.contract.CommandId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The order of one group's commands that run side by side. A command calls the page once each
 * before it has passed: what it sends is in the page's queue, or it has ended. One that ended is
 * out of the order, however it ended. One that was left, to come again, has not passed: what comes
 * after it is left with it. A page that goes takes its queue along: what was in it has not passed
 * any more.
 *
 * <p>Thread-safe. Waits end when the commands before have ended, or by an interrupt.
 */
final class GroupOrder {

  private enum State {
    WAITING,
    /** The page was called. */
    CALLED,
    /** What it sends is in the page's queue. */
    QUEUED,
    ENDED,
    LEFT
  }

  /** Guarded by this, as are the states of them. */
  private final List<Place> places = new ArrayList<>();

  /** The order of a command that has no others beside it. */
  static Place alone(CommandId command) {
    return new GroupOrder().add(command, true);
  }

  /**
   * Puts a command behind those before.
   *
   * @param isLast whether none will follow
   */
  synchronized Place add(CommandId command, boolean isLast) {
    Place place = new Place(command, places.size(), isLast);
    places.add(place);
    return place;
  }

  /**
   * Waits until a command may be prepared that will go beside the last: the page was called for
   * that one, and those before it have passed. So at most one command is started that waits for its
   * turn.
   */
  synchronized void awaitLastCalled() throws InterruptedException {
    while (!places.isEmpty() && places.getLast().state == State.WAITING) {
      wait();
    }
  }

  /** Waits until none is under way. */
  synchronized void awaitEnds() throws InterruptedException {
    while (!places.stream().allMatch(Place::isOver)) {
      wait();
    }
  }

  /** One command's place. */
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

    /** Whether none follows, so that nobody asks when it is queued. */
    boolean isLast() {
      return isLast;
    }

    /**
     * Waits for its turn to call the page.
     *
     * @return the commands before it that the page must have in its queue; empty when it must not
     *     be called, since one before it was left
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

    /** What it sends is in the page's queue. */
    void queued() {
      synchronized (GroupOrder.this) {
        if (state == State.CALLED) {
          become(State.QUEUED);
        }
      }
    }

    /** The page went, or does not have in its queue what it should: nothing in it has passed. */
    void pageWent() {
      synchronized (GroupOrder.this) {
        places.stream()
            .filter(place -> place.state == State.QUEUED || place.state == State.CALLED)
            .forEach(place -> place.state = State.WAITING);
        GroupOrder.this.notifyAll();
      }
    }

    /** It has an end that the page will not change: what follows need not wait for it. */
    void ended() {
      become(State.ENDED);
    }

    /** Nobody works on it here any more: unless it has ended, it comes again. */
    void left() {
      synchronized (GroupOrder.this) {
        if (state != State.ENDED) {
          become(State.LEFT);
        }
      }
    }

    /** Whether it must be left, since one before it was. */
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
