package io.griot.functions.aws;

import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.supervision.SessionResources;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The resources of a terminated session: its queue in SQS, its checkpoints in S3, and its
 * observation in DynamoDB. Thread-safe.
 */
public final class AwsSessionResources implements SessionResources {
  private static final Logger log = LoggerFactory.getLogger(AwsSessionResources.class);
  private static final int RECEIVE_MAX = 10;

  /** A long poll asks all of SQS's servers, so an empty result means an empty queue. */
  private static final int WAIT_SECONDS = 1;

  private final DynamoTable observations;
  private final SqsClient queues;
  private final Supplier<S3Client> objects;
  private final DynamoSubmissionStore commands;
  private final Names names;
  private final String bucket;
  private final InstantSource clock;

  /**
   * Deletes the resources of ended sessions.
   *
   * @param objects returns the client when needed, always the same
   */
  public AwsSessionResources(
      DynamoDbClient tables,
      SqsClient queues,
      Supplier<S3Client> objects,
      DynamoSubmissionStore commands,
      Names names,
      String bucket,
      InstantSource clock) {
    this.observations = new DynamoTable(tables, names, Table.OBSERVATIONS);
    this.queues = queues;
    this.objects = objects;
    this.commands = commands;
    this.names = names;
    this.bucket = bucket;
    this.clock = clock;
  }

  @Override
  public boolean remove(Generation session, Instant deadline) {
    try {
      String queue =
          queues.getQueueUrl(get -> get.queueName(names.sessionQueue(session))).queueUrl();
      if (!endCommands(queue, deadline)) {
        return false;
      }
      queues.deleteQueue(delete -> delete.queueUrl(queue));
    } catch (QueueDoesNotExistException e) {
      log.atDebug().addKeyValue("sessionId", session.session()).log("session.queue_absent");
    }
    removeCheckpoints(session);
    removeObservation(session);
    return true;
  }

  /**
   * Ends the commands in the queue until it is empty. The session's host is gone, so no message
   * stays invisible for long.
   */
  private boolean endCommands(String queue, Instant deadline) {
    while (clock.instant().isBefore(deadline)) {
      List<Message> messages =
          queues
              .receiveMessage(receive ->
                  receive
                      .queueUrl(queue)
                      .maxNumberOfMessages(RECEIVE_MAX)
                      .waitTimeSeconds(WAIT_SECONDS))
              .messages();
      if (messages.isEmpty()) {
        return true;
      }
      for (Message message : messages) {
        end(message);
        queues.deleteMessage(
            delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
      }
    }
    return false;
  }

  private void end(Message message) {
    try {
      CommandId command =
          Json.readClaimCheck(message.body())
              .orElseGet(() -> Json.readCommand(message.body()).id());
      log.atInfo()
          .addKeyValue("commandId", command)
          .addKeyValue("ended", commands.endLeft(command))
          .log("command.ended_with_session");
    } catch (IllegalArgumentException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("messageId", message.messageId())
          .log("message.malformed");
    }
  }

  /** Deletes the observation, on condition of the generation: the next generation's is kept. */
  private void removeObservation(Generation session) {
    Write ofGeneration =
        new Write().ifIsOrAbsent(ObservationItem.CREATED_AT, Item.ofInstant(session.createdAt()));
    if (!observations.tryDelete(observations.key(session.session().value()), ofGeneration)) {
      log.atDebug()
          .addKeyValue("sessionId", session.session())
          .log("observation.of_another_generation");
    }
  }

  private void removeCheckpoints(Generation session) {
    objects
        .get()
        .listObjectsV2Paginator(
            list -> list.bucket(bucket).prefix(Names.checkpointObjects(session)))
        .contents()
        .stream()
        .map(S3Object::key)
        .forEach(key -> objects.get().deleteObject(delete -> delete.bucket(bucket).key(key)));
  }
}
