package io.griot.functions.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntConsumer;

/** A clock that stands until it is moved; pauses move it and let things happen meanwhile. */
public final class MovableClock implements InstantSource, Patience.Pause {
  private Instant now = Instant.parse("2026-10-01T12:00:00Z");
  private int pauses;

  /** Called in each pause with its number, from 1. */
  public IntConsumer meanwhile = pause -> {};

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  public Instant in(Duration time) {
    return now.plus(time);
  }

  @Override
  public void pass(Duration time) {
    advance(time);
    pauses++;
    meanwhile.accept(pauses);
  }

  public int pauses() {
    return pauses;
  }
}
