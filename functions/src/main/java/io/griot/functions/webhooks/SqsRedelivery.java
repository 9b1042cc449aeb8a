package io.griot.functions.webhooks;

import io.griot.contract.Names;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Redelivery by the queue's own visibility. Its address is asked for when it is first needed. */
public final class SqsRedelivery implements Redelivery {
  private static final Logger log = LoggerFactory.getLogger(SqsRedelivery.class);

  private final SqsClient queues;
  private final Names names;
  private volatile String address = "";

  public SqsRedelivery(SqsClient queues, Names names) {
    this.queues = queues;
    this.names = names;
  }

  @Override
  public void in(String receipt, Duration pause) {
    try {
      queues.changeMessageVisibility(change ->
          change
              .queueUrl(address())
              .receiptHandle(receipt)
              .visibilityTimeout(Math.toIntExact(pause.toSeconds())));
    } catch (SdkException e) {
      // The queue's own visibility counts then.
      log.atWarn().setCause(e).log("event.pause_not_set");
    }
  }

  private String address() {
    if (address.isEmpty()) {
      address = queues.getQueueUrl(get -> get.queueName(names.eventsQueue())).queueUrl();
    }
    return address;
  }
}
