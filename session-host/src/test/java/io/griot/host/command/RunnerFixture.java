package io.griot.host.command;

import static io.griot.host.command.CommandFixture.SESSION;
import static io.griot.host.command.CommandFixture.SOON;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import io.griot.host.command.CommandRunner.MessageAction;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs commands at a time that stands still. A command's id derives from its operation. */
final class RunnerFixture {
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  volatile boolean heartbeatHolds = true;
  final CommandFixture host = new CommandFixture(() -> NOW, nanos -> heartbeatHolds);
  private final CommandRunner runner = host.runner();

  /** A command that may start for a minute. */
  static Command command(String operation) {
    return command(operation, NOW.plusSeconds(60));
  }

  static Command command(String operation, Instant startBy) {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, operation),
        SESSION,
        operation,
        Json.MAPPER.createObjectNode(),
        NOW,
        startBy,
        1);
  }

  /** A command that the API accepted. */
  Command accepted(String operation) {
    Command command = command(operation);
    host.store.accept(command.id());
    return command;
  }

  MessageAction run(Command command) throws InterruptedException {
    return runner.run(command);
  }

  /** Runs a command on a thread of its own. */
  Future<MessageAction> running(Command command) {
    Callable<MessageAction> run = () -> runner.run(command);
    FutureTask<MessageAction> task = new FutureTask<>(run);
    Thread.ofVirtual().start(task);
    return task;
  }

  static MessageAction end(Future<MessageAction> action) throws Exception {
    return action.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }
}
