package io.griot.functions.aws;

import io.griot.contract.AccountEvent;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.functions.customers.AccountEvents;
import io.griot.functions.webhooks.EventSender;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Stores customers' events in the account's log, then sends them by the queue of sessions' events.
 * Thread-safe.
 */
public final class SqsAccountEvents implements AccountEvents, EventSender {
  private final SqsClient queues;
  private final DynamoAccountLog log;
  private final String name;
  private @Nullable String address;

  public SqsAccountEvents(SqsClient queues, DynamoAccountLog log, Names names) {
    this.queues = queues;
    this.log = log;
    this.name = names.eventsQueue();
  }

  @Override
  public void send(AccountEvent event) {
    send(EventMessage.of(event), event.messageGroup(), event.deduplicationId());
  }

  @Override
  public void log(EventMessage event, String group) {
    log.append(event, group);
  }

  @Override
  public void send(EventMessage event, String group, String deduplicationId) {
    log(event, group);
    String to = address();
    queues.sendMessage(send ->
        send.queueUrl(to)
            .messageGroupId(group)
            .messageDeduplicationId(deduplicationId)
            .messageBody(Json.sendable(event.write())));
  }

  /** The queue's URL, read once: the queue exists as long as the installation. */
  private synchronized String address() {
    if (address == null) {
      address = queues.getQueueUrl(get -> get.queueName(name)).queueUrl();
    }
    return address;
  }
}
