package io.griot.sandbox.world;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the events of a change until it is on disk. Not thread-safe. */
final class Outbox {
  private final List<WorldEvent> events = new ArrayList<>();
  private final Runnable guard;

  /** An outbox whose guard throws where nothing may be changed. */
  Outbox(Runnable guard) {
    this.guard = guard;
  }

  void add(WorldEvent event) {
    guard.run();
    events.add(event);
  }

  /**
   * Empties it and returns the events; equal events ({@link WorldEvent.Changed}) are returned once.
   */
  Set<WorldEvent> drain() {
    Set<WorldEvent> drained = new LinkedHashSet<>(events);
    events.clear();
    return drained;
  }
}
