package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A FIFO queue in memory. A received message is hidden until it is made visible again, and hides
 * later ones of its group. A receive waits for a visible message for its given time, if the test
 * lets it wait at all. Thread-safe.
 */
final class MemoryQueue implements SessionQueue {
  private final Map<String, Delivery> messages = new LinkedHashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();
  private final List<String> shown = new ArrayList<>();
  private final Map<String, Duration> extended = new LinkedHashMap<>();
  private final Queue<RuntimeException> receiveTroubles = new ArrayDeque<>();
  private final Queue<RuntimeException> writeTroubles = new ArrayDeque<>();
  private final boolean waits;
  private int receives;
  private int writes;
  volatile boolean removed;
  volatile boolean writesFail;

  MemoryQueue(boolean waits) {
    this.waits = waits;
  }

  void send(Command command, String group) {
    sendText(Json.write(command), command.id().value(), group);
  }

  synchronized void sendText(String body, String id, String group) {
    messages.put(id, new Delivery(id, "receipt-" + id, group, body));
    notifyAll();
  }

  /** Exceptions that the next receives throw. */
  synchronized void receivesMeet(RuntimeException... troubles) {
    receiveTroubles.addAll(List.of(troubles));
    notifyAll();
  }

  /** Exceptions that the next writes throw. */
  synchronized void writesMeet(RuntimeException... troubles) {
    writeTroubles.addAll(List.of(troubles));
  }

  @Override
  public synchronized List<Delivery> receive(Duration wait) {
    receives++;
    notifyAll();
    long end = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    while (waits && visible().isEmpty() && receiveTroubles.isEmpty() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
    RuntimeException trouble = receiveTroubles.poll();
    if (trouble != null) {
      throw trouble;
    }
    List<Delivery> received = visible().stream().limit(BATCH).toList();
    received.forEach(delivery -> hidden.add(delivery.messageId()));
    return received;
  }

  private List<Delivery> visible() {
    Set<String> blocked = new HashSet<>();
    for (Delivery delivery : messages.values()) {
      if (hidden.contains(delivery.messageId())) {
        blocked.add(delivery.group());
      }
    }
    return messages.values().stream().filter(it -> !blocked.contains(it.group())).toList();
  }

  @Override
  public synchronized void extend(Collection<Delivery> deliveries, Duration visibility) {
    write();
    for (Delivery delivery : deliveries) {
      extended.put(delivery.messageId(), visibility);
      if (visibility.isZero()) {
        hidden.remove(delivery.messageId());
        shown.add(delivery.messageId());
      }
    }
    notifyAll();
  }

  @Override
  public synchronized void delete(Collection<Delivery> deliveries) {
    write();
    for (Delivery delivery : deliveries) {
      messages.remove(delivery.messageId());
      hidden.remove(delivery.messageId());
      deleted.add(delivery.messageId());
    }
    notifyAll();
  }

  private void write() {
    writes++;
    notifyAll();
    if (writesFail) {
      throw SdkClientException.create("refused");
    }
    RuntimeException trouble = writeTroubles.poll();
    if (trouble != null) {
      throw trouble;
    }
  }

  @Override
  public void remove() {
    removed = true;
  }

  /** Lets a message's visibility timeout pass. */
  synchronized void timeOut(String id) {
    hidden.remove(id);
    notifyAll();
  }

  synchronized Set<String> deletedIds() {
    return Set.copyOf(deleted);
  }

  synchronized Set<String> hiddenIds() {
    return Set.copyOf(hidden);
  }

  /** The visible messages, in order. */
  synchronized List<String> visibleIds() {
    return messages.keySet().stream().filter(id -> !hidden.contains(id)).toList();
  }

  /** Messages in the order in which they became visible again. */
  synchronized List<String> shownIds() {
    return List.copyOf(shown);
  }

  synchronized int writes() {
    return writes;
  }

  synchronized int receives() {
    return receives;
  }

  /** Waits until messages were given this visibility timeout. */
  synchronized void awaitExtended(String id, Duration visibility) throws InterruptedException {
    while (!visibility.equals(extended.get(id))) {
      wait();
    }
  }

  synchronized void awaitDeleted(String id) throws InterruptedException {
    while (!deleted.contains(id)) {
      wait();
    }
  }

  synchronized void awaitWrites(int count) throws InterruptedException {
    while (writes < count) {
      wait();
    }
  }

  synchronized void awaitReceives(int count) throws InterruptedException {
    while (receives < count) {
      wait();
    }
  }
}
