package io.griot.host.event;

import io.griot.contract.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in memory. Thread-safe. */
final class FakeSessionLog implements SessionLog {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  volatile boolean isLost;
  volatile Optional<Recent> recent = Optional.empty();

  /** The failure that readings throw. */
  volatile Optional<RuntimeException> failure = Optional.empty();

  List<Event> events() {
    return events;
  }

  @Override
  public boolean append(List<Event> all) {
    return !isLost && events.addAll(all);
  }

  @Override
  public Optional<Recent> takeOver() {
    return recent();
  }

  @Override
  public Optional<Recent> recent() {
    failure.ifPresent(e -> {
      throw e;
    });
    return recent;
  }
}
