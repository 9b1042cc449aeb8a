package io.griot.host.bridge;

import io.griot.host.bridge.PageRequest.EventName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Tells the page which events are stored. Sends one request at a time; the next one contains all
 * events that were stored meanwhile. Thread-safe; never blocks.
 */
final class Confirmations {
  private final Function<PageRequest, CompletableFuture<String>> ask;
  private List<EventName> waiting = new ArrayList<>();
  private boolean isUnderWay;

  /**
   * @param ask sends a request to the page
   */
  Confirmations(Function<PageRequest, CompletableFuture<String>> ask) {
    this.ask = ask;
  }

  void add(PageEvent.Happened event) {
    synchronized (this) {
      waiting.add(new EventName(event.name(), event.key()));
      if (isUnderWay) {
        return;
      }
      isUnderWay = true;
    }
    send();
  }

  /**
   * Sends the next request. A failed request is not repeated: its page is gone, and the next page
   * asks again.
   */
  private void send() {
    List<EventName> now;
    synchronized (this) {
      isUnderWay = !waiting.isEmpty();
      if (!isUnderWay) {
        return;
      }
      now = waiting;
      waiting = new ArrayList<>();
    }
    var _ = ask.apply(PageRequest.confirm(now)).whenComplete((answer, failure) -> send());
  }
}
