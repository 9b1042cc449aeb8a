package io.griot.functions.fairuse;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Stores waiting requests in memory. Thread-safe. */
public final class MemoryWaitingStore implements WaitingStore {
  private final Map<String, Map<String, Instant>> scopes = new HashMap<>();
  private boolean fails;

  @Override
  public synchronized Taking take(
      String scope, String place, Instant until, int bound, Map<String, Instant> over) {
    require();
    Map<String, Instant> places = places(scope);
    boolean asSeen = places.entrySet().containsAll(over.entrySet());
    if (!asSeen || places.size() - over.size() >= bound) {
      return new Taking.Full(places);
    }
    places.keySet().removeAll(over.keySet());
    places.put(place, until);
    return new Taking.Taken();
  }

  @Override
  public synchronized void give(String scope, String place) {
    require();
    places(scope).remove(place);
  }

  private void require() {
    if (fails) {
      throw new IllegalStateException("the store fails");
    }
  }

  synchronized void fail(boolean now) {
    fails = now;
  }

  private Map<String, Instant> places(String scope) {
    return scopes.computeIfAbsent(scope, any -> new HashMap<>());
  }
}
