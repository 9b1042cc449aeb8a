package io.griot.functions.webhooks;

import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Knows which receivers did not answer a moment ago. They are not tried again for {@link #OPEN}, so
 * that the many chats of one whose receiver is dead do not each wait for its timeout, and keep the
 * function from the others. In memory: each instance of the function finds out by itself.
 * Thread-safe.
 */
final class Circuits {
  static final Duration OPEN = Duration.ofSeconds(10);

  private static final int MAX_REMEMBERED = 1_000;

  private final BoundedCache<String, Boolean> silent;

  Circuits(InstantSource clock) {
    this.silent = new BoundedCache<>(MAX_REMEMBERED, OPEN, clock);
  }

  boolean isOpen(String url) {
    return silent.get(url).isPresent();
  }

  void open(String url) {
    silent.put(url, true);
  }
}
