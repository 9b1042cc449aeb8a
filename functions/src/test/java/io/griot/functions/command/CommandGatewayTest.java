package io.griot.functions.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AnswerFile;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.Pace;
import io.griot.contract.SessionId;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.phone.Addressed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class CommandGatewayTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final SessionId SESSION = new SessionId("s".repeat(26));
  private static final Operation SEND =
      Catalogue.load().operation("clientSendMessage").orElseThrow();
  private static final Outcome ANSWERED =
      new Outcome.Succeeded("{\"success\":true}", Duration.ofMillis(3));

  private static final CommandId KEYED = CommandId.ofIdempotencyKey(SESSION, "k");
  private static final Operation GROUP =
      Catalogue.load().operation("clientCreateGroup").orElseThrow();

  private final MemorySubmissionStore commands = new MemorySubmissionStore();
  private final Post post = new Post();
  private final Objects objects = new Objects();
  private Duration later = Duration.ZERO;
  private final CommandGateway gateway =
      new CommandGateway(
          commands, post, objects, () -> Instant.now().plus(later), new SecureRandom());

  @Test
  void storesSendsAndAnswersWithTheOutcome() {
    post.onSend = id -> commands.end(id, ANSWERED);

    Submission submission = gateway.submit(order("hello", Optional.empty()), soon());

    assertThat(submission).isInstanceOf(Submission.Ended.class);
    Command sent = Json.readCommand(post.bodies.getFirst());
    assertThat(sent.id()).isEqualTo(submission.command());
    assertThat(sent.arguments().path("content").asText()).isEqualTo("hello");
    assertThat(post.groups).containsExactly(SEND.messageGroup(sent.id(), fields("hello")));
  }

  @Test
  void doesNotWaitWhenTheDeadlineHasPassed() {
    Submission submission = gateway.submit(order("hello", Optional.empty()), Instant.EPOCH);

    assertThat(submission).isInstanceOf(Submission.Pending.class);
    assertThat(commands.stored).containsKey(submission.command());
    assertThat(commands.reads).hasValue(0);
  }

  @Test
  void isPendingWhenTheOutcomeDoesNotComeInTime() {
    Submission submission =
        gateway.submit(order("hello", Optional.empty()), Instant.now().plusMillis(60));

    assertThat(submission).isInstanceOf(Submission.Pending.class);
  }

  @Test
  void givesTheSameOutcomeForTheSameKeyWithoutSendingAgain() {
    post.onSend = id -> commands.end(id, ANSWERED);
    Submission first = gateway.submit(order("hello", Optional.of("k")), soon());

    Submission again = gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(again).isEqualTo(first);
    assertThat(first.command()).isEqualTo(CommandId.ofIdempotencyKey(SESSION, "k"));
    assertThat(post.bodies).hasSize(1);
  }

  @Test
  void refusesAKeyThatStoodForSomethingElse() {
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> gateway.submit(order("other", Optional.of("k")), Instant.EPOCH))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(post.bodies).hasSize(1);
  }

  @Test
  void knowsARequestByWhatItsCallerWrote() {
    ObjectNode written = fields("hello").put("chatId", "+229 97 12 34 56");
    ObjectNode read = fields("hello").put("chatId", "22997123456@c.us");
    Map<String, List<String>> others = Map.of("/chatId", List.of("2290197123456@c.us"));
    ObjectNode chat = fields("").put("chatId", "2290197123456@c.us");
    Addressed before = Addressed.asWritten(written);

    gateway.submit(order(before, Optional.of("k")), Instant.EPOCH);
    gateway.submit(
        order(new Addressed(written, read, others, chat), Optional.of("k")), Instant.EPOCH);

    Command sent = Json.readCommand(post.bodies.getLast());
    assertThat(sent.arguments()).isEqualTo(read);
    assertThat(sent.alternatives()).isEqualTo(others);
    assertThat(post.groups.getLast()).isEqualTo(SEND.messageGroup(sent.id(), chat));
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(
            () -> gateway.submit(order(Addressed.asWritten(read), Optional.of("k")), Instant.EPOCH))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void sendsAgainWhatWasAcceptedButPerhapsNeverQueued() {
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(post.ids).hasSize(2).containsOnly(KEYED + "-1");
  }

  @Test
  void doesNotSendAgainWhatAHostHasStarted() {
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);
    commands.startedBy(CommandId.ofIdempotencyKey(SESSION, "k"));

    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(post.bodies).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {
        "TOO_MANY_REQUESTS",
        "OVERLOADED",
        "SESSION_NOT_CONNECTED",
        "SESSION_NOT_FOUND",
        "EXPIRED"
      })
  void triesAgainWhatEndedWithoutEffect(FailureCode code) {
    fail(code);

    Submission again = gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(again.command()).isEqualTo(KEYED);
    assertThat(((Submission.Ended) again).outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(post.ids).containsExactly(KEYED + "-1", KEYED + "-2");
    assertThat(Json.readCommand(post.bodies.getLast()).attempt()).isEqualTo(2);
  }

  @Test
  void looksAgainWhetherAMessageIsThereWhenNobodyKnows() {
    fail(FailureCode.OUTCOME_UNKNOWN);

    gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(post.ids).containsExactly(KEYED + "-1", KEYED + "-2");
  }

  @Test
  void doesNotSayThatARepeatedRequestExpiredWhenNobodyKnowsWhatItsFirstAttemptDid() {
    fail(FailureCode.OUTCOME_UNKNOWN);
    post.onSend = id -> {};
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    later = Duration.ofDays(1);

    assertThat(gateway.find(AWA, KEYED, session -> true))
        .contains(new Submission.Ended(KEYED, new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN)));
  }

  @Test
  void repeatsNothingThatCannotBeRepeatedWhenNobodyKnows() {
    fail(FailureCode.OUTCOME_UNKNOWN);

    assertThat(earlier(GROUP)).isInstanceOf(Earlier.Answered.class);
    Submission again =
        gateway.submit(
            new CommandOrder(
                AWA,
                new Generation(SESSION, Instant.EPOCH),
                GROUP,
                Addressed.asWritten(fields("hello")),
                Optional.of("k"),
                StartTerms.within(Duration.ofDays(1))),
            soon());

    assertThat(((Submission.Ended) again).outcome())
        .isEqualTo(new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN));
    assertThat(post.ids).hasSize(1);
  }

  @Test
  void answersAnyOtherFailureAgain() {
    fail(FailureCode.REFUSED_BY_WHATSAPP);

    Submission again = gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(((Submission.Ended) again).outcome())
        .isEqualTo(new Outcome.Failed(FailureCode.REFUSED_BY_WHATSAPP));
    assertThat(post.ids).hasSize(1);
  }

  @Test
  void tellsWhatAnEarlierRequestCameToBeforeAnythingElse() {
    assertThat(gateway.earlier(AWA, SESSION, "k", SEND, fields("hello"))).isEmpty();

    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);
    assertThat(earlier(SEND)).isInstanceOf(Earlier.UnderWay.class);
    commands.end(KEYED, ANSWERED);
    assertThat(earlier(SEND)).isInstanceOf(Earlier.Answered.class);
    commands.end(KEYED, new Outcome.Failed(FailureCode.OVERLOADED, ""));
    assertThat(gateway.earlier(AWA, SESSION, "k", SEND, fields("hello"))).isEmpty();
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> gateway.earlier(AWA, SESSION, "k", SEND, fields("other")))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void expiresWhatNobodyStartedInTimeWhenItIsAskedFor() {
    CommandId id = gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();

    later = Duration.ofDays(1);

    assertThat(gateway.find(AWA, id, session -> true))
        .contains(new Submission.Ended(id, new Outcome.Failed(FailureCode.EXPIRED)));
  }

  @Test
  void expiresNothingThatAHostHasStarted() {
    CommandId id = gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();
    commands.startedBy(id);

    later = Duration.ofDays(1);

    assertThat(gateway.find(AWA, id, session -> true)).contains(new Submission.Pending(id));
  }

  @Test
  void triesAgainWhatExpired() {
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    later = Duration.ofDays(1);
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(post.ids).containsExactly(KEYED + "-1", KEYED + "-2");
    assertThat(commands.stored.get(KEYED))
        .matches(command -> command.attempt() == 2 && command.outcome().isEmpty());
  }

  @Test
  void saysThatACommandExpiredWhileItsCallerWaits() {
    Submission submission =
        gateway.submit(
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

    Submission submission = gateway.submit(held(turn, "k"), soon());
    Submission again = gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(submission).isEqualTo(new Submission.Pending(KEYED, Optional.of(held)));
    assertThat(again).isEqualTo(submission);
    assertThat(gateway.find(AWA, KEYED, session -> true)).contains(submission);
    assertThat(post.bodies)
        .map(body -> Json.readCommand(body).turn().map(Command.Turn::notBefore))
        .containsExactly(Optional.of(turn), Optional.of(turn));
    assertThat(commands.reads).hasValue(1); // of that last look alone
    later = Duration.ofHours(1);
    assertThat(gateway.find(AWA, KEYED, session -> true)).contains(new Submission.Pending(KEYED));
  }

  @Test
  void showsNobodyACommandOfASessionThatTheirKeyDoesNotReach() {
    gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(gateway.find(AWA, KEYED, session -> !session.equals(SESSION))).isEmpty();
    assertThat(gateway.find(AWA, KEYED, SESSION::equals)).isPresent();
  }

  @Test
  void answersWhatIsHeldAMomentWithItsOutcome() {
    post.onSend = id -> commands.end(id, ANSWERED);

    Submission submission = gateway.submit(held(Instant.now().plusMillis(50), "k"), soon());

    assertThat(submission).isInstanceOf(Submission.Ended.class);
  }

  private static CommandOrder held(Instant turn, String key) {
    return new CommandOrder(
        AWA,
        new Generation(SESSION, Instant.EPOCH),
        SEND,
        Addressed.asWritten(fields("hello")),
        Optional.of(key),
        new StartTerms(
            Duration.ofDays(1),
            Duration.ofDays(1),
            false,
            Optional.of(new Command.Turn(turn, new Pace(Duration.ofSeconds(1), 20)))));
  }

  @Test
  void storesUntilWhenACommandMayStart() {
    CommandId id = gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();

    Command sent = Json.readCommand(post.bodies.getFirst());
    assertThat(sent.startBy()).isEqualTo(sent.acceptedAt().plus(Duration.ofDays(1)));
    assertThat(commands.find(List.of(id)).getFirst().startBy()).isEqualTo(sent.startBy());
  }

  @Test
  void letsWhatIsPendingStartForLonger() {
    Addressed hello = Addressed.asWritten(fields("hello"));
    CommandId id =
        gateway
            .submit(order(hello, Optional.of("k"), Duration.ofMinutes(1)), Instant.EPOCH)
            .command();

    StoredCommand stored = commands.find(List.of(id)).getFirst();
    assertThat(stored.startBy()).isEqualTo(stored.acceptedAt().plus(Duration.ofDays(1)));
    assertThat(commands.pending).containsEntry(id, stored.startBy());

    gateway.submit(order(hello, Optional.of("k"), Duration.ofHours(1)), Instant.EPOCH);
    assertThat(commands.find(List.of(id))).containsExactly(stored);
  }

  @Test
  void keepsTheTermsOfTheFirstRequest() {
    Addressed hello = Addressed.asWritten(fields("hello"));
    Duration first = Duration.ofDays(1);
    CommandId id = gateway.submit(order(hello, Optional.of("k"), first), Instant.EPOCH).command();
    StoredCommand stored = commands.find(List.of(id)).getFirst();

    gateway.submit(order(hello, Optional.of("k"), Duration.ofMinutes(1)), Instant.EPOCH);

    assertThat(commands.find(List.of(id))).containsExactly(stored);
  }

  @Test
  void doesNotMoveTheLastMomentToStartOfWhatEnded() {
    post.onSend = id -> commands.end(id, ANSWERED);
    CommandId id =
        gateway
            .submit(
                order(
                    Addressed.asWritten(fields("hello")), Optional.empty(), Duration.ofMinutes(1)),
                soon())
            .command();

    StoredCommand stored = commands.find(List.of(id)).getFirst();
    assertThat(stored.startBy()).isEqualTo(stored.acceptedAt().plus(Duration.ofMinutes(1)));
  }

  /** A request named k that failed so; its next attempt succeeds. */
  private void fail(FailureCode code) {
    post.onSend = id -> commands.end(id, new Outcome.Failed(code, ""));
    gateway.submit(order("hello", Optional.of("k")), soon());
    post.onSend = id -> commands.end(id, ANSWERED);
  }

  private Earlier earlier(Operation operation) {
    return gateway.earlier(AWA, SESSION, "k", operation, fieldsOf(operation)).orElseThrow();
  }

  private ObjectNode fieldsOf(Operation operation) {
    commands.stored.computeIfPresent(
        KEYED,
        (id, command) ->
            new StoredCommand(
                id,
                command.customer(),
                command.session(),
                CommandItem.fingerprintOf(operation.id(), fields("hello")),
                command.status(),
                command.attempt(),
                command.acceptedAt(),
                command.startBy(),
                command.outcome()));
    return fields("hello");
  }

  @Test
  void findsNoMailboxOfASessionThatEnded() {
    post.delivers = false;

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> gateway.submit(order("hello", Optional.empty()), soon()))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.SESSION_NOT_FOUND);
    assertThat(commands.stored.values())
        .extracting(StoredCommand::outcome)
        .containsExactly(Optional.of(new Outcome.Failed(FailureCode.EXPIRED, "")));
  }

  @Test
  void isPendingFromTheFirstWriteOnWhereThatIsForeseen() {
    List<CommandId> dead = new ArrayList<>();
    post.onSend =
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
          .isThrownBy(() -> gateway.submit(order, soon()));
    }
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> gateway.submit(connected, Instant.EPOCH));

    assertThat(commands.pending.keySet()).containsExactlyInAnyOrderElementsOf(dead.subList(1, 4));
    post.onSend = id -> {};
    assertThat(gateway.submit(connected, Instant.EPOCH)).isInstanceOf(Submission.Pending.class);
    assertThat(commands.pendings).hasValue(0);
  }

  @Test
  void isPendingWhenItCouldNotBeSent() {
    post.onSend =
        id -> {
          throw SdkClientException.create("SQS refuses");
        };

    assertThatExceptionOfType(SdkClientException.class)
        .isThrownBy(() -> gateway.submit(order("hello", Optional.of("k")), soon()));

    assertThat(commands.pending).containsOnlyKeys(KEYED);
  }

  @Test
  void sendsAClaimCheckInsteadOfALargeCommand() {
    String large = "x".repeat(CommandItem.MAX_INLINE_BYTES);

    Submission submission = gateway.submit(order(large, Optional.empty()), Instant.EPOCH);

    String body = post.bodies.getFirst();
    assertThat(Json.readClaimCheck(body)).contains(submission.command());
    assertThat(
            Json.readCommand(
                    String.valueOf(objects.stored.get(Names.commandObject(submission.command()))))
                .id())
        .isEqualTo(submission.command());
  }

  @Test
  void fetchesALargeAnswer() {
    String answer = "{\"success\":true,\"large\":1}";
    post.onSend =
        id -> {
          objects.stored.put(Names.answerObject(id), answer);
          commands.end(id, new Outcome.Filed(AnswerFile.json(26), Duration.ZERO));
        };

    Submission submission = gateway.submit(order("hello", Optional.empty()), soon());

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
    post.onSend = id -> commands.end(id, new Outcome.Filed(file, Duration.ZERO));

    Submission submission = gateway.submit(order("hello", Optional.empty()), soon());

    assertThat(submission)
        .isEqualTo(
            new Submission.Ended(submission.command(), new Outcome.Filed(file, Duration.ZERO)));
  }

  @Test
  void showsACommandToItsCustomerOnly() {
    CommandId id = gateway.submit(order("hello", Optional.empty()), Instant.EPOCH).command();

    assertThat(gateway.find(AWA, id, session -> true)).contains(new Submission.Pending(id));
    assertThat(gateway.find(new CustomerId("issa"), id, session -> true)).isEmpty();
    assertThat(gateway.find(AWA, new CommandId("b".repeat(26)), session -> true)).isEmpty();
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(10);
  }

  private static CommandOrder order(String content, Optional<String> key) {
    return order(Addressed.asWritten(fields(content)), key);
  }

  private static CommandOrder order(Addressed request, Optional<String> key) {
    return order(request, key, Duration.ofDays(1));
  }

  /** One that may start within a day once its caller was told that it is pending. */
  private static CommandOrder order(Addressed request, Optional<String> key, Duration startWithin) {
    return new CommandOrder(
        AWA,
        new Generation(SESSION, Instant.EPOCH),
        SEND,
        request,
        key,
        new StartTerms(startWithin, Duration.ofDays(1), false, Optional.empty()));
  }

  private static ObjectNode fields(String content) {
    return Json.MAPPER.createObjectNode().put("chatId", "1@c.us").put("content", content);
  }

  private static final class Post implements CommandQueue {
    final List<String> bodies = new ArrayList<>();
    final List<String> groups = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    boolean delivers = true;
    Consumer<CommandId> onSend = id -> {};

    @Override
    public boolean send(Generation session, String group, String deduplicationId, String body) {
      bodies.add(body);
      groups.add(group);
      ids.add(deduplicationId);
      onSend.accept(new CommandId(deduplicationId.replaceAll("-.*", "")));
      return delivers;
    }
  }

  private static final class Objects implements PayloadStore {
    @Override
    public URI link(String key) {
      return URI.create("https://s3.example/" + key);
    }

    final Map<String, String> stored = new HashMap<>();

    @Override
    public void put(String key, String json) {
      stored.put(key, json);
    }

    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(stored.get(key));
    }

    @Override
    public Optional<byte[]> bytes(String key) {
      return get(key).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
