package io.griot.host.event;

import io.griot.contract.Event;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A filter whose verdicts come from a function. */
final class FakeWebhookFilter implements WebhookFilter {
  private final Function<Event, Verdict> verdicts;
  private final AtomicLong lookUps = new AtomicLong();

  FakeWebhookFilter(Function<Event, Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  void lookedUp() {
    lookUps.incrementAndGet();
  }

  @Override
  public Verdict verdict(Event event, long happenedNanos) {
    return verdicts.apply(event);
  }

  @Override
  public long lookUps() {
    return lookUps.get();
  }
}
