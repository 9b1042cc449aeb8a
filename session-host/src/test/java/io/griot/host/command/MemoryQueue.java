package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A queue in memory: what is sent is visible, what is received is not until it is shown. A receive
 * waits until something is visible, as long as it says, if the test lets it wait at all.
 */
final class MemoryQueue implements SessionQueue {
  private final Deque<Delivery> visible = new ArrayDeque<>();
  final Set<String> hidden = ConcurrentHashMap.newKeySet();
  final Set<String> deleted = ConcurrentHashMap.newKeySet();
  volatile boolean removed;
  private final boolean waits;
  private final List<Delivery> all = new ArrayList<>();

  MemoryQueue(boolean waits) {
    this.waits = waits;
  }

  synchronized void send(Command command, String group) {
    sendText(Json.write(command), command.id().value(), group);
  }

  synchronized void sendText(String body, String id, String group) {
    Delivery delivery = new Delivery(id, "receipt-" + id, group, body);
    all.add(delivery);
    visible.add(delivery);
    notifyAll();
  }

  @Override
  public synchronized List<Delivery> receive(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    while (waits && visible.isEmpty() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
    List<Delivery> received = new ArrayList<>();
    while (received.size() < BATCH && !visible.isEmpty()) {
      received.add(visible.remove());
    }
    received.forEach(delivery -> hidden.add(delivery.messageId()));
    return received;
  }

  @Override
  public synchronized void extend(Collection<Delivery> deliveries, Duration visibility) {
    if (visibility.isZero()) {
      for (Delivery shown : deliveries) {
        hidden.remove(shown.messageId());
        all.stream()
            .filter(sent -> sent.messageId().equals(shown.messageId()))
            .forEach(visible::add);
      }
      notifyAll();
    }
  }

  @Override
  public synchronized void delete(Collection<Delivery> deliveries) {
    deliveries.forEach(delivery -> deleted.add(delivery.messageId()));
    notifyAll();
  }

  @Override
  public void remove() {
    removed = true;
  }

  synchronized List<String> visibleIds() {
    return visible.stream().map(Delivery::messageId).toList();
  }
}
