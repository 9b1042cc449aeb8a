package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A FIFO queue as SQS has it: what is hidden of a group hides all behind it, and groups are looked
 * for among the first messages only. One thread.
 */
final class MemoryFifo {
  private static final int BATCH = 10;

  private final List<SQSMessage> messages = new ArrayList<>();
  private final Map<String, Instant> hiddenUntil = new HashMap<>();
  private final Map<String, Integer> receives = new HashMap<>();
  private final int looksAt;

  /**
   * @param looksAt among how many messages it looks for groups
   */
  MemoryFifo(int looksAt) {
    this.looksAt = looksAt;
  }

  void send(SQSMessage message) {
    messages.add(message);
  }

  int size() {
    return messages.size();
  }

  /** The largest number of receives of one message. */
  int mostReceives() {
    return receives.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The first messages of groups of which nothing is hidden. */
  List<SQSMessage> receive(Instant now) {
    Set<String> blocked = new HashSet<>();
    List<SQSMessage> found = new ArrayList<>();
    int looked = 0;
    for (Iterator<SQSMessage> all = messages.iterator();
        all.hasNext() && found.size() < BATCH && looked < looksAt;
        looked++) {
      SQSMessage message = all.next();
      String group = Arrival.group(message);
      if (hiddenUntil.getOrDefault(message.getMessageId(), Instant.MIN).isAfter(now)) {
        blocked.add(group);
      } else if (!blocked.contains(group)) {
        int times = receives.merge(message.getMessageId(), 1, Integer::sum);
        Map<String, String> attributes = new HashMap<>(message.getAttributes());
        attributes.put("ApproximateReceiveCount", Integer.toString(times));
        message.setAttributes(attributes);
        found.add(message);
      }
    }
    return found;
  }

  void hide(String id, Instant until) {
    hiddenUntil.put(id, until);
  }

  void remove(Set<String> ids) {
    messages.removeIf(message -> ids.contains(message.getMessageId()));
  }
}
