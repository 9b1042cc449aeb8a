package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.EventMessage;
import java.time.Instant;
import java.util.Map;

/**
 * An event received from the queue.
 *
 * @param receives the number of receives, this one included
 * @param queued when it was put on the queue
 */
record Arrival(EventMessage event, int receives, Instant queued) {
  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException when it contains no event
   */
  static Arrival of(SQSMessage message) {
    EventMessage event = EventMessage.read(message.getBody());
    String sent = message.getAttributes().get("SentTimestamp");
    return new Arrival(
        event,
        receives(message),
        sent == null ? event.at() : Instant.ofEpochMilli(Long.parseLong(sent)));
  }

  static int receives(SQSMessage message) {
    return Integer.parseInt(attribute(message, "ApproximateReceiveCount", "1"));
  }

  static String group(SQSMessage message) {
    return attribute(message, "MessageGroupId", "");
  }

  private static String attribute(SQSMessage message, String name, String otherwise) {
    Map<String, String> attributes = message.getAttributes();
    return attributes.getOrDefault(name, otherwise);
  }
}
