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

/** Held messages in memory, with failures on request. Thread-safe. */
final class FakeHeldStore implements HeldStore {
  private final Map<Generation, NavigableMap<Long, Kept>> sessions = new HashMap<>();
  private final Map<CommandId, Explanation> explained = new HashMap<>();
  private int troubles;

  private record Kept(HeldMessage held, String body) {}

  private record Explanation(Instant until, HeldBecause because) {}

  /** The next requests that fail without effect. */
  synchronized void meetsTroubles(int count) {
    troubles = count;
  }

  @Override
  public synchronized List<HeldMessage> all(Generation session) {
    trouble();
    return of(session).values().stream().map(Kept::held).toList();
  }

  @Override
  public synchronized Optional<String> body(Generation session, HeldMessage held) {
    trouble();
    return Optional.ofNullable(of(session).get(held.position())).map(Kept::body);
  }

  @Override
  public synchronized void put(Generation session, HeldMessage held, String body) {
    trouble();
    of(session).put(held.position(), new Kept(held, body));
    notifyAll();
  }

  @Override
  public synchronized void remove(Generation session, HeldMessage held) {
    trouble();
    of(session).remove(held.position());
    notifyAll();
  }

  @Override
  public synchronized void explain(HeldMessage held, Instant until, HeldBecause because) {
    trouble();
    explained.put(held.command(), new Explanation(until, because));
    notifyAll();
  }

  /** Waits until the reason for holding a command is stored. */
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

  /** Waits until a session holds this many messages. */
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
