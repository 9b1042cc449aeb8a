package io.griot.functions.aws;

import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.QueueAttributes;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.command.CommandQueue;
import io.griot.functions.session.SessionQueues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDeletedRecentlyException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/**
 * The sessions' queues in SQS. Thread-safe.
 *
 * <p>A queue's URL is cached for an hour. A cached URL of a deleted queue does no harm, because no
 * later queue has its name.
 */
public final class SqsSessionQueues implements SessionQueues, CommandQueue {
  private static final int MAX_ADDRESSES = 10_000;

  private final SqsClient queues;
  private final Names names;
  private final BoundedCache<String, String> addresses;

  public SqsSessionQueues(SqsClient queues, Names names, InstantSource clock) {
    this.queues = queues;
    this.names = names;
    this.addresses = new BoundedCache<>(MAX_ADDRESSES, Duration.ofHours(1), clock);
  }

  @Override
  public boolean makeMailbox(Generation session) {
    Map<QueueAttributeName, String> attributes =
        QueueAttributes.ofSessionQueue().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> QueueAttributeName.fromValue(entry.getKey()), Map.Entry::getValue));
    try {
      queues.createQueue(
          create -> create.queueName(names.sessionQueue(session)).attributes(attributes));
      return true;
    } catch (QueueNameExistsException e) {
      return true; // created by an earlier version with other attributes
    } catch (QueueDeletedRecentlyException e) {
      return false;
    }
  }

  @Override
  public boolean send(Generation session, String group, String deduplicationId, String body) {
    try {
      String address = address(names.sessionQueue(session));
      queues.sendMessage(send ->
          send.queueUrl(address)
              .messageGroupId(group)
              .messageDeduplicationId(deduplicationId)
              .messageBody(body));
      return true;
    } catch (QueueDoesNotExistException e) {
      return false;
    }
  }

  private String address(String queue) {
    return addresses
        .get(queue)
        .orElseGet(() -> {
          String address = queues.getQueueUrl(get -> get.queueName(queue)).queueUrl();
          addresses.put(queue, address);
          return address;
        });
  }
}
