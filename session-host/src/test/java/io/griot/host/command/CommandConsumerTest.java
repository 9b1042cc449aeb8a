package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.OperationTraits.Need;
import io.griot.host.media.CommandMedia;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CommandConsumerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Stopping waits for the open one. */
  private static final Duration LONG_POLL = Duration.ofMillis(50);

  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final Map<String, OperationTraits> OPERATIONS =
      Map.of(
          "work", new OperationTraits(true, true, Need.NONE),
          "hang", new OperationTraits(true, true, Need.NONE),
          "send", new OperationTraits(true, false, Need.CONNECTED));

  private final MemoryQueue queue = new MemoryQueue(true);
  private final FakeCommandStore store = new FakeCommandStore();
  private final SessionGate gate = new SessionGate();
  private final BlockingQueue<String> worked = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CommandConsumer consumer =
      new CommandConsumer(
          SESSION,
          queue,
          new CommandReader(new MemoryObjects(), SESSION),
          new CommandRunner(
              store,
              gate,
              id -> Optional.ofNullable(OPERATIONS.get(id)),
              Map.of(
                  "work", (command, page) -> work(command),
                  "hang", (command, page) -> hang(command)),
              command -> new CommandMedia.Taken(command, List.of()),
              new LargeAnswers(new MemoryObjects(), Path.of(".")),
              1,
              SOON,
              new Tally(),
              InstantSource.system()),
          LONG_POLL,
          Duration.ofMillis(50));
  private boolean stopped;

  private HostOperation.Result work(Command command) {
    worked.add(command.arguments().path("name").asText());
    return new HostOperation.Result.Done(ok());
  }

  private HostOperation.Result hang(Command command) throws InterruptedException {
    worked.add(command.arguments().path("name").asText());
    release.await();
    return new HostOperation.Result.Done(ok());
  }

  private static Outcome ok() {
    return new Outcome.Succeeded(Json.MAPPER.createObjectNode(), Duration.ZERO);
  }

  private Command sent(String operation, String name, String group) {
    Command command =
        new Command(
            CommandId.ofIdempotencyKey(SESSION, name),
            SESSION,
            operation,
            Json.MAPPER.createObjectNode().put("name", name),
            Instant.EPOCH);
    store.accept(command.id());
    queue.send(command, group);
    return command;
  }

  private String nextWorked() throws InterruptedException {
    String name = worked.poll(10, TimeUnit.SECONDS);
    assertThat(name).isNotNull();
    return String.valueOf(name);
  }

  private boolean stop() throws InterruptedException {
    stopped = true;
    gate.close();
    return consumer.stop(SOON);
  }

  @AfterEach
  void end() throws InterruptedException {
    release.countDown();
    if (!stopped) {
      assertThat(stop()).isTrue();
    }
  }

  @Test
  void runsOneGroupInOrderAndDeletesItsMessages() throws Exception {
    Command one = sent("work", "1", "chat");
    Command two = sent("work", "2", "chat");
    consumer.start();
    assertThat(List.of(nextWorked(), nextWorked())).containsExactly("1", "2");
    assertThat(stop()).isTrue();
    assertThat(queue.deleted).contains(one.id().value(), two.id().value());
  }

  @Test
  void runsOtherGroupsWhileOneIsAtWork() throws Exception {
    sent("hang", "slow", "chat a");
    sent("work", "quick", "chat b");
    consumer.start();
    assertThat(List.of(nextWorked(), nextWorked())).containsExactlyInAnyOrder("slow", "quick");
  }

  @Test
  void leavesWhatWaitsWithTheRestOfItsGroupToTheNextHost() throws Exception {
    Command waiting = sent("send", "waiting", "chat");
    Command behind = sent("work", "behind", "chat");
    sent("work", "other", "other");
    consumer.start();
    nextWorked();
    assertThat(stop()).isTrue();
    assertThat(queue.visibleIds()).containsExactly(waiting.id().value(), behind.id().value());
    assertThat(worked).isEmpty();
  }

  @Test
  void deletesWhatIsNoCommand() throws Exception {
    queue.sendText("nonsense", "nonsense", "chat");
    sent("work", "next", "chat");
    consumer.start();
    assertThat(nextWorked()).isEqualTo("next");
    stop();
    assertThat(queue.deleted).contains("nonsense");
  }

  @Test
  void findsTheHostsOwnCommandsBehindAnyNumberOfWaitingOnes() throws Exception {
    int many = 3 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      sent("send", "waiting " + i, "chat " + i);
    }
    sent("work", "restart", Operation.HOST_GROUP);
    consumer.start();
    assertThat(nextWorked()).isEqualTo("restart");
    assertThat(stop()).isTrue();
    // All that waited, held or passed by, is there for the next host at once.
    assertThat(queue.visibleIds()).hasSize(many);
  }

  @Test
  void interruptsWhatIsStillWorkingAtTheDeadline() throws Exception {
    sent("hang", "stuck", "chat");
    consumer.start();
    nextWorked();
    stopped = true;
    assertThat(consumer.stop(Duration.ZERO)).isFalse();
  }
}
