package io.griot.functions.command;

import static io.griot.functions.command.GatewayFixture.ANSWERED;
import static io.griot.functions.command.GatewayFixture.AWA;
import static io.griot.functions.command.GatewayFixture.KEYED;
import static io.griot.functions.command.GatewayFixture.SEND;
import static io.griot.functions.command.GatewayFixture.SESSION;
import static io.griot.functions.command.GatewayFixture.fields;
import static io.griot.functions.command.GatewayFixture.held;
import static io.griot.functions.command.GatewayFixture.order;
import static io.griot.functions.command.GatewayFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class CommandGatewayTest {
  private final GatewayFixture it = new GatewayFixture();

  @Test
  void storesSendsAndAnswersWithTheOutcome() {
    it.post.onSend = id -> it.commands.end(id, ANSWERED);

    Submission submission = it.gateway.submit(order("hello", Optional.empty()), soon());

    assertThat(submission).isInstanceOf(Submission.Ended.class);
    Command sent = Json.readCommand(it.post.bodies.getFirst());
    assertThat(sent.id()).isEqualTo(submission.command());
    assertThat(sent.arguments().path("content").asText()).isEqualTo("hello");
    assertThat(it.post.groups).containsExactly(SEND.messageGroup(sent.id(), fields("hello")));
  }

  @Test
  void doesNotWaitWhenTheDeadlineHasPassed() {
    Submission submission = it.gateway.submit(order("hello", Optional.empty()), Instant.EPOCH);

    assertThat(submission).isInstanceOf(Submission.Pending.class);
    assertThat(it.commands.stored).containsKey(submission.command());
    assertThat(it.commands.reads).hasValue(0);
  }

  @Test
  void isPendingWhenTheOutcomeDoesNotComeInTime() {
    Submission submission =
        it.gateway.submit(order("hello", Optional.empty()), Instant.now().plusMillis(60));

    assertThat(submission).isInstanceOf(Submission.Pending.class);
  }

  @Test
  void saysThatACommandIsInItsQueueWheneverItIsSentAndOnlyThen() {
    List<Integer> sent = new ArrayList<>();
    Runnable looks = () -> sent.add(it.post.bodies.size());

    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH, looks);
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH, looks);
    assertThat(sent).containsExactly(1, 2);

    it.commands.startedBy(KEYED);
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH, looks);
    assertThat(sent).hasSize(2);
  }

  @Test
  void expiresWhatNobodyStartedInTimeWhenItIsAskedFor() {
    CommandId id = it.gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();

    it.later = Duration.ofDays(1);

    assertThat(it.gateway.find(AWA, id, session -> true))
        .contains(new Submission.Ended(id, new Outcome.Failed(FailureCode.EXPIRED)));
  }

  @Test
  void expiresNothingThatAHostHasStarted() {
    CommandId id = it.gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();
    it.commands.startedBy(id);

    it.later = Duration.ofDays(1);

    assertThat(it.gateway.find(AWA, id, session -> true)).contains(new Submission.Pending(id));
  }

  @Test
  void saysThatACommandExpiredWhileItsCallerWaits() {
    Submission submission =
        it.gateway.submit(
            new CommandOrder(
                AWA,
                new Generation(SESSION, Instant.EPOCH),
                SEND,
                Addressed.asWritten(fields("hello")),
                Optional.empty(),
                new StartTerms(Duration.ofMillis(50), Duration.ofDays(1), false, Optional.empty())),
            soon());

    assertThat(submission)
        .isEqualTo(
            new Submission.Ended(submission.command(), new Outcome.Failed(FailureCode.EXPIRED)));
  }

  @Test
  void doesNotWaitForWhatIsHeldForLonger() {
    Instant turn = Instant.ofEpochMilli(Instant.now().plusSeconds(3600).toEpochMilli());
    Held held = new Held(turn, HeldBecause.PACE);

    Submission submission = it.gateway.submit(held(turn, "k"), soon());
    Submission again = it.gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(submission).isEqualTo(new Submission.Pending(KEYED, Optional.of(held)));
    assertThat(again).isEqualTo(submission);
    assertThat(it.gateway.find(AWA, KEYED, session -> true)).contains(submission);
    assertThat(it.post.bodies)
        .map(body -> Json.readCommand(body).turn().map(Command.Turn::notBefore))
        .containsExactly(Optional.of(turn), Optional.of(turn));
    assertThat(it.commands.reads).hasValue(1); // of that last look alone
    it.later = Duration.ofHours(1);
    assertThat(it.gateway.find(AWA, KEYED, session -> true))
        .contains(new Submission.Pending(KEYED));
  }

  @Test
  void showsNobodyACommandOfASessionThatTheirKeyDoesNotReach() {
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(it.gateway.find(AWA, KEYED, session -> !session.equals(SESSION))).isEmpty();
    assertThat(it.gateway.find(AWA, KEYED, SESSION::equals)).isPresent();
  }

  @Test
  void answersWhatIsHeldAMomentWithItsOutcome() {
    it.post.onSend = id -> it.commands.end(id, ANSWERED);

    Submission submission = it.gateway.submit(held(Instant.now().plusMillis(50), "k"), soon());

    assertThat(submission).isInstanceOf(Submission.Ended.class);
  }

  @Test
  void storesUntilWhenACommandMayStart() {
    CommandId id = it.gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();

    Command sent = Json.readCommand(it.post.bodies.getFirst());
    assertThat(sent.startBy()).isEqualTo(sent.acceptedAt().plus(Duration.ofDays(1)));
    assertThat(it.commands.find(List.of(id)).getFirst().startBy()).isEqualTo(sent.startBy());
  }

  @Test
  void letsWhatIsPendingStartForLonger() {
    Addressed hello = Addressed.asWritten(fields("hello"));
    CommandId id =
        it.gateway
            .submit(order(hello, Optional.of("k"), Duration.ofMinutes(1)), Instant.EPOCH)
            .command();

    StoredCommand stored = it.commands.find(List.of(id)).getFirst();
    assertThat(stored.startBy()).isEqualTo(stored.acceptedAt().plus(Duration.ofDays(1)));
    assertThat(it.commands.pending).containsEntry(id, stored.startBy());

    it.gateway.submit(order(hello, Optional.of("k"), Duration.ofHours(1)), Instant.EPOCH);
    assertThat(it.commands.find(List.of(id))).containsExactly(stored);
  }

  @Test
  void doesNotMoveTheLastMomentToStartOfWhatEnded() {
    it.post.onSend = id -> it.commands.end(id, ANSWERED);
    CommandId id =
        it.gateway
            .submit(
                order(
                    Addressed.asWritten(fields("hello")), Optional.empty(), Duration.ofMinutes(1)),
                soon())
            .command();

    StoredCommand stored = it.commands.find(List.of(id)).getFirst();
    assertThat(stored.startBy()).isEqualTo(stored.acceptedAt().plus(Duration.ofMinutes(1)));
  }

  @Test
  void findsNoMailboxOfASessionThatEnded() {
    it.post.delivers = false;

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> it.gateway.submit(order("hello", Optional.empty()), soon()))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.SESSION_NOT_FOUND);
    assertThat(it.commands.stored.values())
        .extracting(StoredCommand::outcome)
        .containsExactly(Optional.of(new Outcome.Failed(FailureCode.EXPIRED, "")));
  }

  @Test
  void isPendingFromTheFirstWriteOnWhereThatIsForeseen() {
    List<CommandId> dead = new ArrayList<>();
    it.post.onSend =
        id -> {
          dead.add(id);
          throw new AssertionError("the process dies here");
        };
    CommandOrder connected = order("hello", Optional.empty());
    CommandOrder waiting =
        new CommandOrder(
            AWA,
            connected.session(),
            SEND,
            connected.request(),
            Optional.empty(),
            new StartTerms(Duration.ofDays(1), Duration.ofDays(1), true, Optional.empty()));
    CommandOrder held = held(Instant.now().plusSeconds(60), "k");

    for (CommandOrder order : List.of(connected, waiting, held)) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> it.gateway.submit(order, soon()));
    }
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> it.gateway.submit(connected, Instant.EPOCH));

    assertThat(it.commands.pending.keySet())
        .containsExactlyInAnyOrderElementsOf(dead.subList(1, 4));
    it.post.onSend = id -> {};
    assertThat(it.gateway.submit(connected, Instant.EPOCH)).isInstanceOf(Submission.Pending.class);
    assertThat(it.commands.pendings).hasValue(0);
  }

  @Test
  void isPendingWhenItCouldNotBeSent() {
    it.post.onSend =
        id -> {
          throw SdkClientException.create("SQS refuses");
        };

    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> it.gateway.submit(order("hello", Optional.of("k")), soon()));

    assertThat(it.commands.pending).containsOnlyKeys(KEYED);
  }

  @Test
  void sendsAClaimCheckInsteadOfALargeCommand() {
    String large = "x".repeat(CommandItem.MAX_INLINE_BYTES);

    Submission submission = it.gateway.submit(order(large, Optional.empty()), Instant.EPOCH);

    String body = it.post.bodies.getFirst();
    assertThat(Json.readClaimCheck(body)).contains(submission.command());
    assertThat(
            Json.readCommand(
                    String.valueOf(
                        it.objects.stored.get(Names.commandObject(submission.command()))))
                .id())
        .isEqualTo(submission.command());
  }

  @Test
  void fetchesALargeAnswer() {
    String answer = "{\"success\":true,\"large\":1}";
    it.post.onSend =
        id -> {
          it.objects.stored.put(Names.answerObject(id), answer);
          it.commands.end(id, new Outcome.Filed(AnswerFile.json(26), Duration.ZERO));
        };

    Submission submission = it.gateway.submit(order("hello", Optional.empty()), soon());

    assertThat(submission)
        .isInstanceOfSatisfying(
            Submission.Ended.class,
            ended ->
                assertThat(ended.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        outcome -> assertThat(outcome.answer()).isEqualTo(answer)));
  }

  @Test
  void doesNotFetchAnAnswerThatTheApiCannotGive() {
    AnswerFile file = AnswerFile.json(80_000_000);
    it.post.onSend = id -> it.commands.end(id, new Outcome.Filed(file, Duration.ZERO));

    Submission submission = it.gateway.submit(order("hello", Optional.empty()), soon());

    assertThat(submission)
        .isEqualTo(
            new Submission.Ended(submission.command(), new Outcome.Filed(file, Duration.ZERO)));
  }

  @Test
  void showsACommandToItsCustomerOnly() {
    CommandId id = it.gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();

    assertThat(it.gateway.find(AWA, id, session -> true)).contains(new Submission.Pending(id));
    Requester issa = new Requester(new CustomerId("issa"), Environment.TEST);
    assertThat(it.gateway.find(issa, id, session -> true)).isEmpty();
    Requester live = new Requester(AWA.customer(), Environment.LIVE);
    assertThat(it.gateway.find(live, id, session -> true)).isEmpty();
    assertThat(it.gateway.find(AWA, new CommandId("b".repeat(26)), session -> true)).isEmpty();
  }
}
