package io.griot.host.command;

import static io.griot.host.command.CommandFixture.SESSION;
import static io.griot.host.command.CommandFixture.SOON;
import static io.griot.host.command.CommandFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageStatus.Standing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A consumer of a session's queue. The session has a page that is not connected yet. A test that
 * does not stop the consumer itself has it stopped, and fails when the session failed.
 */
final class ConsumerFixture implements BeforeEachCallback, AfterEachCallback {
  static final Duration AFTER_FAILURE = Duration.ofMillis(7);

  /** Runs at once in these tests. */
  static final String NOW = Operations.CODE;

  /** Waits at the gate in these tests. */
  static final String LATER = Operations.SEND;

  /** Stopping waits for an open long poll. */
  private static final Duration LONG_POLL = Duration.ofMillis(50);

  final MemoryQueue queue = new MemoryQueue(true);
  final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  final CountDownLatch askedOften = new CountDownLatch(3);
  final OneHeld holding = new OneHeld();
  volatile boolean heartbeatHolds = true;

  /** Whether the lease holds when a received message gets its thread. */
  volatile boolean holdsForCommands = true;

  final CommandFixture host = new CommandFixture(() -> Instant.EPOCH, this::heartbeatHolds);
  final CommandConsumer consumer =
      new CommandConsumer(
          SESSION,
          new QueueAccess(queue, host.check, LONG_POLL, AFTER_FAILURE),
          new CommandConsumer.Execution(host.reader, host.runner(), holding),
          failures::add);
  private boolean stopped;

  private boolean heartbeatHolds(long nanos) {
    askedOften.countDown();
    boolean isCommand = Thread.currentThread().getName().startsWith("commands-");
    return heartbeatHolds && (holdsForCommands || !isCommand);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    host.gate.set(host.bridge(), Standing.COMING);
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    if (!stopped) {
      assertThat(stop()).isTrue();
      assertThat(failures).isEmpty();
    }
  }

  /** Another consumer of the same queue. */
  CommandConsumer another(Holding holder, Consumer<Throwable> onFailure) {
    return new CommandConsumer(
        SESSION,
        new QueueAccess(queue, host.check, LONG_POLL),
        new CommandConsumer.Execution(host.reader, host.runner(), holder),
        onFailure);
  }

  static List<String> ids(String... names) {
    return List.of(names).stream().map(name -> id(name).value()).toList();
  }

  /** Accepts a command, and sends it to the queue. */
  void sent(String operation, String name, String group) {
    host.store.accept(id(name));
    queue.send(
        new Command(
            id(name),
            SESSION,
            operation,
            Json.MAPPER.createObjectNode().put("name", name),
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            1),
        group);
  }

  void start() {
    consumer.start();
  }

  /** The name of the command of the next call, which is answered. */
  String worked() throws InterruptedException {
    FakePage.Call call = host.answered();
    return CommandFixture.name(call);
  }

  Throwable nextFailure() throws InterruptedException {
    Throwable failure = failures.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    if (failure == null) {
      throw new AssertionError("nothing failed");
    }
    return failure;
  }

  boolean stop() throws InterruptedException {
    return stop(SOON);
  }

  boolean stop(Duration deadline) throws InterruptedException {
    stopped = true;
    host.gate.close();
    return consumer.stop(deadline);
  }

  /** Holds one command and records it. */
  static final class OneHeld implements Holding {
    final List<CommandId> held = new CopyOnWriteArrayList<>();
    volatile CommandId waits = id("none");
    volatile boolean fails;

    @Override
    public boolean goesNow(Command command, Delivery delivery, boolean hasRoom) {
      return !command.id().equals(waits);
    }

    @Override
    public void hold(Command command, Delivery delivery) {
      if (fails) {
        throw SdkClientException.create("DynamoDB does not answer");
      }
      held.add(command.id());
    }
  }
}
