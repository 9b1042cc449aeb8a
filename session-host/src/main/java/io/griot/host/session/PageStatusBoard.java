package io.griot.host.session;

import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import java.util.List;
import java.util.function.Supplier;

/**
 * Holds one session's {@link PageStatus} and tells its listeners of each change, one at a time and
 * in order. Thread-safe. Listeners must not block and must not throw.
 */
final class PageStatusBoard {
  private final Supplier<Moment> clock;
  private final List<Listener> listeners;
  private volatile PageStatus current;

  /** Called at each change with the status before and after it. */
  @FunctionalInterface
  interface Listener {
    void changed(Change change, PageStatus before, PageStatus after);
  }

  PageStatusBoard(PageStatus first, Supplier<Moment> clock, List<Listener> listeners) {
    this.current = first;
    this.clock = clock;
    this.listeners = List.copyOf(listeners);
  }

  /** Never blocks: the heartbeat calls it. */
  PageStatus current() {
    return current;
  }

  synchronized void apply(Change change) {
    PageStatus before = current;
    current = before.after(change, clock.get());
    for (Listener listener : listeners) {
      listener.changed(change, before, current);
    }
  }
}
