package io.griot.functions.access;

import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the day of a key's last use, about once a day per key and instance. The write runs in the
 * background while the request is answered. A lost write is repeated by the next use after {@link
 * #AGAIN}. Thread-safe.
 */
public final class LastUses {
  /** The time after which a key whose stored day is older is written again. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private static final int MAX_REMEMBERED = 10_000;
  private static final Logger log = LoggerFactory.getLogger(LastUses.class);

  private final LastUseStore records;
  private final Executor background;
  private final BoundedCache<String, LocalDate> noted;

  /**
   * @param background runs the writes; must not block
   */
  public LastUses(LastUseStore records, Executor background, InstantSource clock) {
    this.records = records;
    this.background = background;
    this.noted = new BoundedCache<>(MAX_REMEMBERED, AGAIN, clock);
  }

  void used(ApiKey key, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    boolean known = key.lastUsedOn().map(day -> !day.isBefore(today)).orElse(false);
    if (known || noted.get(key.hash()).map(today::equals).orElse(false)) {
      return;
    }
    noted.put(key.hash(), today);
    background.execute(() -> note(key, today));
  }

  private void note(ApiKey key, LocalDate day) {
    try {
      records.used(key.hash(), day);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("keyId", key.keyId()).log("key.use_not_noted");
    }
  }
}
