package io.griot.local.chaos;

import io.griot.local.chaos.Sent.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the messages sent to a person with those on the person's phone. */
final class ChatCheck {
  static final String ONCE = "a command takes effect once";
  static final String ORDER = "a chat keeps its order";

  private ChatCheck() {}

  /**
   * Finds violations that must never occur: messages shown twice, messages shown although they
   * failed, and an order other than that of acceptance. A send that was repeated after a failure
   * takes its place at the repetition, so it is not compared.
   *
   * @param sent all sends to one person through one session, in order of acceptance
   * @param shown the texts on the phone, in order
   */
  static List<Violation> soFar(List<Sent> sent, List<String> shown) {
    List<Violation> found = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (int place = 0; place < shown.size(); place++) {
      places.putIfAbsent(shown.get(place), place);
      times.merge(shown.get(place), 1, Integer::sum);
    }
    int last = -1;
    for (Sent send : sent) {
      int count = times.getOrDefault(send.text(), 0);
      if (count > 1) {
        found.add(violation(ONCE, send, "is on the phone %d times".formatted(count)));
      }
      if (count > 0 && send.ending() == Ending.FAILED) {
        found.add(violation(ONCE, send, "is on the phone and ended as " + send.failure()));
      }
      if (count > 0 && send.ending() == Ending.SUCCEEDED && send.attempt() == 1) {
        int place = places.getOrDefault(send.text(), 0);
        if (place < last) {
          found.add(violation(ORDER, send, "is on the phone before one that was accepted earlier"));
        }
        last = Math.max(last, place);
      }
    }
    return found;
  }

  /** Finds violations at the end: commands without an end, and successes that did not arrive. */
  static List<Violation> atEnd(List<Sent> sent, List<String> shown) {
    List<Violation> found = new ArrayList<>();
    for (Sent send : sent) {
      if (send.isAccepted() && send.isOpen()) {
        found.add(violation("an accepted command ends", send, "has not ended"));
      }
      if (send.ending() == Ending.SUCCEEDED && !shown.contains(send.text())) {
        found.add(violation(ONCE, send, "succeeded and is not on the phone"));
      }
    }
    return found;
  }

  private static Violation violation(String promise, Sent send, String what) {
    return new Violation(promise, send.id().value(), "%s %s".formatted(send.text(), what));
  }
}
