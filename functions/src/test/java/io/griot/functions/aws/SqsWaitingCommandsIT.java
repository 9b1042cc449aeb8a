package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Table;
import io.griot.functions.command.StoredCommand;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class SqsWaitingCommandsIT {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
  private static LocalTables tables;

  private final InstantSource clock = () -> NOW;
  private final Queue queue = new Queue();

  @BeforeAll
  static void open() {
    tables = new LocalTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Test
  void leavesAloneACommandOfANewerVersionAndEndsTheOthers() {
    CommandStore commands = new CommandStore(tables.client(), tables.names(), clock);
    Command newer = accepted(commands);
    Command old = accepted(commands);
    tables
        .client()
        .updateItem(
            new Write()
                .set(CommandItem.STATUS, Item.ofText("PAUSED"))
                .update(
                    tables.names().table(Table.COMMANDS),
                    Map.of(CommandItem.COMMAND_ID, Item.ofText(newer.id().value()))));

    new SqsWaitingCommands(
            queue,
            commands,
            new S3Objects(SqsWaitingCommandsIT::noObjects, SqsWaitingCommandsIT::noLinks, "bucket"),
            tables.names(),
            clock)
        .expire(new Generation(ID, NOW), NOW.plusSeconds(30));

    assertThat(queue.deleted).containsExactly(old.id().value());
    assertThat(queue.putBack).containsExactly(newer.id().value());
    assertThat(commands.find(List.of(old.id())))
        .singleElement()
        .matches((StoredCommand stored) -> stored.outcome().isPresent());
  }

  private static S3Client noObjects() {
    throw new IllegalStateException("no command is kept elsewhere");
  }

  private static S3Presigner noLinks() {
    throw new IllegalStateException("nothing is linked");
  }

  private Command accepted(CommandStore commands) {
    Command command =
        new Command(
            CommandId.random(new SecureRandom()),
            ID,
            "clientSendMessage",
            Json.MAPPER.createObjectNode(),
            NOW.minusSeconds(100),
            NOW.minusSeconds(40),
            1);
    assertThat(commands.accept(command, AWA, "print")).isEmpty();
    queue.messages.add(
        Message.builder()
            .messageId(command.id().value())
            .receiptHandle(command.id().value())
            .body(Json.write(command))
            .build());
    return command;
  }

  /** A queue whose messages are received once. One thread. */
  private static final class Queue implements SqsClient {
    final List<Message> messages = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final List<String> putBack = new ArrayList<>();

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
      return GetQueueUrlResponse.builder().queueUrl("queue").build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      List<Message> all = List.copyOf(messages);
      messages.clear();
      return ReceiveMessageResponse.builder().messages(all).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
      deleted.add(request.receiptHandle());
      return DeleteMessageResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(
        ChangeMessageVisibilityRequest request) {
      putBack.add(request.receiptHandle());
      return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
