package io.griot.functions.webhooks;

import java.time.Duration;
import java.util.List;

/**
 * The result of delivering a group.
 *
 * @param done the receipts of the messages that leave the queue
 * @param undelivered the ids of the messages that stay
 * @param oldest the age of the oldest delivered event
 */
record GroupReport(
    List<String> done, List<String> undelivered, long delivered, long failed, Duration oldest) {
  GroupReport {
    done = List.copyOf(done);
    undelivered = List.copyOf(undelivered);
  }
}
