package io.griot.functions.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.NewerFormException;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class OutcomePollerTest {
  private static final Outcome ENDING = new Outcome.Succeeded("{}", Duration.ZERO);

  private final MemorySubmissionStore commands = new MemorySubmissionStore();
  private final OutcomePoller poller = new OutcomePoller(commands);

  @Test
  void readsAllThatWaitTogether() throws Exception {
    List<CommandId> ids = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      ids.add(accepted());
    }
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<StoredCommand>>> answers = new ArrayList<>();
      for (CommandId id : ids) {
        answers.add(callers.submit(() -> poller.await(id, "send", Duration.ofMinutes(1))));
      }
      ids.forEach(id -> commands.end(id, ENDING));
      for (Future<Optional<StoredCommand>> answer : answers) {
        assertThat(answer.get()).isPresent();
      }
    }
    assertThat(commands.reads.get()).isLessThan(32);
  }

  @Test
  void costsFewReadsWhileNothingHappens() {
    assertThat(poller.await(accepted(), "send", Duration.ofMillis(400))).isEmpty();

    assertThat(commands.reads.get()).isBetween(1, 60);
  }

  @Test
  void looksAtNothingWhileItIsHeld() {
    assertThat(
            poller.await(
                accepted(), "send", System.nanoTime(), Duration.ofHours(1), Duration.ofMillis(50)))
        .isEmpty();

    assertThat(commands.reads.get()).isZero();
  }

  @Test
  void readsNothingOnceNobodyWaits() throws Exception {
    CommandId id = accepted();
    poller.await(id, "send", Duration.ofMillis(80));
    commands.end(id, ENDING);

    assertThat(poller.await(id, "send", Duration.ofMinutes(1))).isPresent();
  }

  @Test
  void triesAgainWhenAReadFails() {
    AtomicInteger failures = new AtomicInteger(3);
    SubmissionStore flaky =
        new SubmissionStore() {
          @Override
          public Optional<StoredCommand> accept(
              Command command,
              Requester requester,
              String fingerprint,
              Optional<Generation> pendsIn) {
            return commands.accept(command, requester, fingerprint, pendsIn);
          }

          @Override
          public boolean acceptAgain(
              Command command, StoredCommand failed, Optional<Generation> pendsIn) {
            return commands.acceptAgain(command, failed, pendsIn);
          }

          @Override
          public boolean expire(CommandId id, int attempt) {
            return commands.expire(id, attempt);
          }

          @Override
          public boolean move(CommandId id, int attempt, Instant startBy) {
            return commands.move(id, attempt, startBy);
          }

          @Override
          public boolean pend(CommandId id, int attempt, Generation session, Instant startBy) {
            return commands.pend(id, attempt, session, startBy);
          }

          @Override
          public List<StoredCommand> find(Collection<CommandId> ids) {
            int left = failures.getAndDecrement();
            if (left > 2) {
              throw new NewerFormException("command x", 3, 2);
            }
            if (left > 0) {
              throw SdkClientException.create("no connection");
            }
            return commands.find(ids);
          }
        };
    CommandId id = accepted();
    commands.end(id, ENDING);

    assertThat(new OutcomePoller(flaky).await(id, "send", Duration.ofMinutes(1))).isPresent();
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(poller.await(accepted(), "send", Duration.ofSeconds(30))).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  private CommandId accepted() {
    CommandId id = CommandId.random(new SecureRandom());
    commands.accept(
        new Command(
            id,
            new SessionId("s".repeat(26)),
            "send",
            Json.MAPPER.createObjectNode(),
            Instant.EPOCH,
            Instant.MAX,
            1),
        GatewayFixture.AWA,
        "f",
        Optional.empty());
    return id;
  }
}
