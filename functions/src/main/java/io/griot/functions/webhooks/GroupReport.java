package io.griot.functions.webhooks;

import java.time.Duration;
import java.util.List;

/**
 * What became of a group's events.
 *
 * @param done receipts of the messages that leave the queue
 * @param undelivered ids of those that stay
 * @param oldest the age of the oldest that was delivered
 */
record GroupReport(
    List<String> done, List<String> undelivered, long delivered, long failed, Duration oldest) {
  GroupReport {
    done = List.copyOf(done);
    undelivered = List.copyOf(undelivered);
  }
}
