package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Held messages in memory, and troubles for requests to come. Thread-safe. */
final class FakeHeldStore implements HeldStore {
  private final Map<Generation, NavigableMap<Long, Kept>> sessions = new HashMap<>();
  private final Map<CommandId, Explanation> explained = new HashMap<>();
  private int troubles;

  private record Kept(Held held, String body) {}

  private record Explanation(Instant until, HeldBecause because) {}

  /** So many requests to come fail without having done anything. */
  synchronized void meetsTroubles(int count) {
    troubles = count;
  }

  @Override
  public synchronized List<Held> all(Generation session) {
    trouble();
    return of(session).values().stream().map(Kept::held).toList();
  }

  @Override
  public synchronized Optional<String> body(Generation session, Held held) {
    trouble();
    return Optional.ofNullable(of(session).get(held.position())).map(Kept::body);
  }

  @Override
  public synchronized void put(Generation session, Held held, String body) {
    trouble();
    of(session).put(held.position(), new Kept(held, body));
    notifyAll();
  }

  @Override
  public synchronized void remove(Generation session, Held held) {
    trouble();
    of(session).remove(held.position());
    notifyAll();
  }

  @Override
  public synchronized void explain(Held held, Instant until, HeldBecause because) {
    trouble();
    explained.put(held.command(), new Explanation(until, because));
    notifyAll();
  }

  /** Waits until it is said why a command is held. */
  synchronized void awaitExplained(CommandId command, HeldBecause because)
      throws InterruptedException {
    while (explanation(command).filter(because::equals).isEmpty()) {
      wait();
    }
  }

  /** Waits until it is said that a command is held until then. */
  synchronized void awaitExplained(CommandId command, Instant until) throws InterruptedException {
    while (explainedUntil(command).filter(until::equals).isEmpty()) {
      wait();
    }
  }

  synchronized Optional<HeldBecause> explanation(CommandId command) {
    return Optional.ofNullable(explained.get(command)).map(Explanation::because);
  }

  synchronized Optional<Instant> explainedUntil(CommandId command) {
    return Optional.ofNullable(explained.get(command)).map(Explanation::until);
  }

  /** Waits until a session holds so many. */
  synchronized void awaitHeld(Generation session, int count) throws InterruptedException {
    while (of(session).size() != count) {
      wait();
    }
  }

  private NavigableMap<Long, Kept> of(Generation session) {
    return sessions.computeIfAbsent(session, any -> new TreeMap<>());
  }

  private void trouble() {
    if (troubles > 0) {
      troubles--;
      throw SdkClientException.create("DynamoDB does not answer");
    }
  }
}
