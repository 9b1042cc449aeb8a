package io.griot.functions.command;

import static io.griot.functions.command.GatewayFixture.ANSWERED;
import static io.griot.functions.command.GatewayFixture.AWA;
import static io.griot.functions.command.GatewayFixture.KEYED;
import static io.griot.functions.command.GatewayFixture.SEND;
import static io.griot.functions.command.GatewayFixture.SESSION;
import static io.griot.functions.command.GatewayFixture.fields;
import static io.griot.functions.command.GatewayFixture.order;
import static io.griot.functions.command.GatewayFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request with an idempotency key takes effect once, however often it is repeated. */
class RepeatedRequestTest {
  private final GatewayFixture it = new GatewayFixture();

  private static final Operation GROUP =
      Catalogue.load().operation("clientCreateGroup").orElseThrow();

  @Test
  void givesTheSameOutcomeForTheSameKeyWithoutSendingAgain() {
    it.post.onSend = id -> it.commands.end(id, ANSWERED);
    Submission first = it.gateway.submit(order("hello", Optional.of("k")), soon());

    Submission again = it.gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(again).isEqualTo(first);
    assertThat(first.command()).isEqualTo(GatewayFixture.KEYED);
    assertThat(it.post.bodies).hasSize(1);
  }

  /** A session is tried with a test key first, under the name and the keys of later. */
  @Test
  void sendsWithALiveKeyWhatWasTriedWithATestKey() {
    it.post.onSend = id -> it.commands.end(id, ANSWERED);
    CommandOrder tried = order("hello", Optional.of("k"));
    Submission first = it.gateway.submit(tried, soon());
    CommandOrder meant =
        new CommandOrder(
            new Requester(AWA.customer(), Environment.LIVE),
            tried.session(),
            tried.operation(),
            tried.request(),
            tried.idempotencyKey(),
            tried.terms());

    assertThat(it.gateway.earlier(meant.requester(), SESSION, "k", SEND, fields("hello")))
        .isEmpty();
    assertThat(it.gateway.submit(meant, soon()).command()).isNotEqualTo(first.command());
    assertThat(it.post.bodies).hasSize(2);
  }

  @Test
  void refusesAKeyThatStoodForSomethingElse() {
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> it.gateway.submit(order("other", Optional.of("k")), Instant.EPOCH))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED);
    assertThat(it.post.bodies).hasSize(1);
  }

  @Test
  void knowsARequestByWhatItsCallerWrote() {
    ObjectNode written = fields("hello").put("chatId", "+229 97 12 34 56");
    ObjectNode read = fields("hello").put("chatId", "22997123456@c.us");
    Map<String, List<String>> others = Map.of("/chatId", List.of("2290197123456@c.us"));
    ObjectNode chat = fields("").put("chatId", "2290197123456@c.us");
    Addressed before = Addressed.asWritten(written);

    it.gateway.submit(order(before, Optional.of("k")), Instant.EPOCH);
    it.gateway.submit(
        order(new Addressed(written, read, others, chat), Optional.of("k")), Instant.EPOCH);

    Command sent = Json.readCommand(it.post.bodies.getLast());
    assertThat(sent.arguments()).isEqualTo(read);
    assertThat(sent.alternatives()).isEqualTo(others);
    assertThat(it.post.groups.getLast()).isEqualTo(SEND.messageGroup(sent.id(), chat));
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() ->
            it.gateway.submit(order(Addressed.asWritten(read), Optional.of("k")), Instant.EPOCH))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void sendsAgainWhatWasAcceptedButPerhapsNeverQueued() {
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(it.post.ids).hasSize(2).containsOnly(KEYED + "-1");
  }

  @Test
  void doesNotSendAgainWhatAHostHasStarted() {
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);
    it.commands.startedBy(GatewayFixture.KEYED);

    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(it.post.bodies).hasSize(1);
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

    Submission again = it.gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(again.command()).isEqualTo(KEYED);
    assertThat(((Submission.Ended) again).outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(it.post.ids).containsExactly(KEYED + "-1", KEYED + "-2");
    assertThat(Json.readCommand(it.post.bodies.getLast()).attempt()).isEqualTo(2);
  }

  @Test
  void looksAgainWhetherAMessageIsThereWhenNobodyKnows() {
    fail(FailureCode.OUTCOME_UNKNOWN);

    it.gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(it.post.ids).containsExactly(KEYED + "-1", KEYED + "-2");
  }

  @Test
  void doesNotSayThatARepeatedRequestExpiredWhenNobodyKnowsWhatItsFirstAttemptDid() {
    fail(FailureCode.OUTCOME_UNKNOWN);
    it.post.onSend = id -> {};
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    it.later = Duration.ofDays(1);

    assertThat(it.gateway.find(AWA, KEYED, session -> true))
        .contains(new Submission.Ended(KEYED, new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN)));
  }

  @Test
  void repeatsNothingThatCannotBeRepeatedWhenNobodyKnows() {
    fail(FailureCode.OUTCOME_UNKNOWN);

    assertThat(earlier(GROUP)).isInstanceOf(Earlier.Answered.class);
    Submission again =
        it.gateway.submit(
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
    assertThat(it.post.ids).hasSize(1);
  }

  @Test
  void answersAnyOtherFailureAgain() {
    fail(FailureCode.REFUSED_BY_WHATSAPP);

    Submission again = it.gateway.submit(order("hello", Optional.of("k")), soon());

    assertThat(((Submission.Ended) again).outcome())
        .isEqualTo(new Outcome.Failed(FailureCode.REFUSED_BY_WHATSAPP));
    assertThat(it.post.ids).hasSize(1);
  }

  @Test
  void tellsWhatAnEarlierRequestCameToBeforeAnythingElse() {
    assertThat(it.gateway.earlier(AWA, SESSION, "k", SEND, fields("hello"))).isEmpty();

    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);
    assertThat(earlier(SEND)).isInstanceOf(Earlier.UnderWay.class);
    it.commands.end(KEYED, ANSWERED);
    assertThat(earlier(SEND)).isInstanceOf(Earlier.Answered.class);
    it.commands.end(KEYED, new Outcome.Failed(FailureCode.OVERLOADED, ""));
    assertThat(it.gateway.earlier(AWA, SESSION, "k", SEND, fields("hello"))).isEmpty();
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> it.gateway.earlier(AWA, SESSION, "k", SEND, fields("other")))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void triesAgainWhatExpired() {
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    it.later = Duration.ofDays(1);
    it.gateway.submit(order("hello", Optional.of("k")), Instant.EPOCH);

    assertThat(it.post.ids).containsExactly(KEYED + "-1", KEYED + "-2");
    assertThat(it.commands.stored.get(KEYED))
        .matches(command -> command.attempt() == 2 && command.outcome().isEmpty());
  }

  @Test
  void keepsTheTermsOfTheFirstRequest() {
    Addressed hello = Addressed.asWritten(fields("hello"));
    Duration first = Duration.ofDays(1);
    CommandId id =
        it.gateway.submit(order(hello, Optional.of("k"), first), Instant.EPOCH).command();
    StoredCommand stored = it.commands.find(List.of(id)).getFirst();

    it.gateway.submit(order(hello, Optional.of("k"), Duration.ofMinutes(1)), Instant.EPOCH);

    assertThat(it.commands.find(List.of(id))).containsExactly(stored);
  }

  /** A request named k that failed so; its next attempt succeeds. */
  private void fail(FailureCode code) {
    it.post.onSend = id -> it.commands.end(id, new Outcome.Failed(code, ""));
    it.gateway.submit(order("hello", Optional.of("k")), soon());
    it.post.onSend = id -> it.commands.end(id, ANSWERED);
  }

  private Earlier earlier(Operation operation) {
    return it.gateway.earlier(AWA, SESSION, "k", operation, fieldsOf(operation)).orElseThrow();
  }

  private ObjectNode fieldsOf(Operation operation) {
    it.commands.stored.computeIfPresent(
        KEYED,
        (id, command) ->
            new StoredCommand(
                id,
                command.requester(),
                command.session(),
                CommandItem.fingerprintOf(operation.id(), fields("hello")),
                command.status(),
                command.attempt(),
                command.acceptedAt(),
                command.startBy(),
                command.outcome()));
    return fields("hello");
  }
}
