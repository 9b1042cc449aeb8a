package io.griot.local.supervision;

import static io.griot.local.supervision.SupervisorFixture.CUSTOMER;
import static io.griot.local.supervision.SupervisorFixture.number;
import static io.griot.local.supervision.SupervisorFixture.text;
import static io.griot.local.supervision.SupervisorFixture.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerItem;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.Json;
import io.griot.contract.SessionItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class SupervisorIT {
  private static final Duration A_WHILE = Duration.ofMinutes(20);
  private static final AttributeValue YES = AttributeValue.fromBool(true);

  @RegisterExtension static final SupervisorFixture fixture = new SupervisorFixture();

  @BeforeEach
  void reset() {
    fixture.reset();
    fixture.customer(CUSTOMER, "ACTIVE", Optional.empty());
  }

  @Test
  void clearsUpWhatAHostThatDiedLeftOfATerminatedSession() {
    Generation session = fixture.started("ended");
    CommandId waiting = fixture.command(session, CommandStatus.ACCEPTED);
    CommandId begun = fixture.command(session, CommandStatus.STARTED);
    CommandId held = fixture.heldCommand(session, Duration.ofDays(1));
    fixture.checkpoint(session);
    fixture.ended(session);

    fixture.clock.advance(A_WHILE);
    fixture.round();

    assertThat(fixture.failure(waiting)).isEqualTo("SESSION_NOT_FOUND");
    assertThat(fixture.failure(begun)).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(fixture.failure(held)).isEqualTo("SESSION_NOT_FOUND");
    assertThat(fixture.hasQueue(session)).isFalse();
    assertThat(fixture.hasCheckpoint(session)).isFalse();
    assertThat(fixture.isNoted(session)).isFalse();
  }

  @Test
  void leavesToALivingHostWhatItIsClearingUp() {
    Generation session = fixture.started("ending");
    fixture.ended(session);

    fixture.clock.advance(Duration.ofMinutes(1));
    fixture.round();

    assertThat(fixture.hasQueue(session)).isTrue();
    assertThat(fixture.isNoted(session)).isTrue();
  }

  @Test
  void clearsUpWhatAnEndWithoutAHostLeft() {
    Generation session = fixture.started("never-linked");
    fixture.write(session, Map.of(SessionItem.WANTED, text("ENDED")));

    fixture.round();
    assertThat(fixture.item(session)).isEmpty();
    assertThat(fixture.isNoted(session)).isTrue();
    fixture.clock.advance(A_WHILE);
    fixture.round();
    assertThat(fixture.hasQueue(session)).isFalse();
    assertThat(fixture.isNoted(session)).isFalse();
  }

  @Test
  void saysSoWhenNoHostLoggedTheDeviceOutOfASessionThatEnds() {
    Generation session = fixture.started("linked");
    long since = fixture.clock.instant().toEpochMilli();
    fixture.write(
        session,
        Map.of(
            SessionItem.WANTED, text("ENDED"),
            SessionItem.LINKED_AT, number(since),
            SessionItem.WAITING_RANK, text(SessionItem.waitingRank(true, since))));

    fixture.clock.advance(A_WHILE);
    fixture.round();

    assertThat(fixture.item(session)).isEmpty();
    assertThat(fixture.isStillLinked(session)).isTrue();
  }

  @Test
  void releasesTheSessionsOfAHostWhoseHeartStandsStill() {
    Generation lost = held("lost", "dead");
    Generation kept = held("kept", "living");
    fixture.host("dead", Duration.ofMinutes(1));
    fixture.host("living", Duration.ofSeconds(1));

    fixture.round();

    assertThat(fixture.item(lost))
        .doesNotContainKey(SessionItem.OWNER)
        .containsEntry(SessionItem.WAITING, text(SessionItem.WAITING_VALUE));
    assertThat(fixture.item(kept)).containsEntry(SessionItem.OWNER, text("living"));
  }

  @Test
  void forgetsAHostThatIsDeadForAnHour() {
    fixture.host("dead", Duration.ofMinutes(61));
    fixture.host("lately", Duration.ofMinutes(50));

    fixture.round();

    assertThat(fixture.host("dead")).isEmpty();
    assertThat(fixture.host("lately")).isNotEmpty();
  }

  @Test
  void stopsTheSessionsOfASuspendedCustomer() {
    Generation free = fixture.started("free");
    Generation held = held("held", "host-a");
    fixture.host("host-a", Duration.ZERO);
    fixture.customer(CUSTOMER, "SUSPENDED", Optional.empty());

    fixture.round();

    assertThat(fixture.item(free))
        .containsEntry(SessionItem.WANTED, text("STOPPED"))
        .containsEntry(SessionItem.STOP_REASON, text("NOT_PAID"))
        .doesNotContainKey(SessionItem.WAITING);
    assertThat(fixture.item(held))
        .containsEntry(SessionItem.WANTED, text("STOPPED"))
        .containsEntry(SessionItem.OWNER, text("host-a"));
    assertThat(fixture.host("host-a")).containsEntry(HostItem.POKES, number(1));
  }

  @Test
  void stopsWhatNobodyLinks() {
    Generation session = fixture.started("unlinked");

    fixture.clock.advance(Duration.ofMinutes(12));
    fixture.round();

    assertThat(fixture.item(session))
        .containsEntry(SessionItem.WANTED, text("STOPPED"))
        .containsEntry(SessionItem.STOP_REASON, text("NOT_LINKED_IN_TIME"));
  }

  @Test
  void endsWhatWaitedTooLongForASessionWithoutAHost() {
    Generation session = fixture.started("slow");
    fixture.write(session, Map.of(SessionItem.LINKED_AT, time(fixture.clock.instant())));
    List<CommandId> waiting =
        Stream.generate(() -> fixture.command(session, CommandStatus.ACCEPTED, Duration.ofDays(1)))
            .limit(12)
            .toList();
    CommandId expired = fixture.command(session, CommandStatus.ACCEPTED, Duration.ofSeconds(30));
    CommandId held = fixture.heldCommand(session, Duration.ofMinutes(1));

    for (int minute = 0; minute < 15; minute++) {
      fixture.clock.advance(Duration.ofMinutes(1));
      fixture.round();
    }

    assertThat(fixture.failure(expired)).isEqualTo("EXPIRED");
    assertThat(fixture.failure(held)).isEqualTo("EXPIRED");
    assertThat(waiting).allSatisfy(one -> assertThat(fixture.failure(one)).isEqualTo("not at all"));
    assertThat(fixture.waiting(session)).containsSubsequence(waiting);
  }

  @Test
  void countsTheSessionsOfACustomer() {
    fixture.started("one");
    fixture.started("two");
    fixture.customer(CUSTOMER, "ACTIVE", Optional.empty()); // resets the counters

    fixture.round();

    assertThat(fixture.customer()).containsEntry(CustomerItem.TEST_SESSIONS, number(2));
  }

  /** An upgrade does not change keys, checkpoints and accepted commands. */
  @Test
  void bringsWhatTheVersionBeforeLeftIntoTodaysForm() {
    Generation linked =
        fixture.fromBefore(
            "linked",
            Map.of(
                "placedAt", time(fixture.clock.instant()),
                "owner", text("host-of-before"),
                "token", number(3),
                "beat", number(812),
                "usable", YES,
                "state", text("CONNECTED"),
                "provenAt", time(fixture.clock.instant()),
                "checkpoint", text("profiles/linked/3-1")));
    Generation stopped =
        fixture.fromBefore("stopped", Map.of("stoppedAt", time(fixture.clock.instant())));
    CommandId accepted = fixture.command(linked, CommandStatus.ACCEPTED);
    fixture.checkpoint(linked);

    fixture.round();

    assertThat(fixture.item(linked))
        .containsEntry(SessionItem.VERSION, number(SessionItem.CURRENT_VERSION))
        .containsEntry(SessionItem.WANTED, text("RUNNING"))
        .containsEntry(SessionItem.WAITING, text(SessionItem.WAITING_VALUE))
        .containsEntry(SessionItem.TOKEN, number(3))
        .containsEntry(SessionItem.CHECKPOINT, text("profiles/linked/3-1"))
        .containsKey(SessionItem.LINKED_AT)
        .doesNotContainKeys("owner", "beat", "placedAt", "usable", "state", "provenAt");
    assertThat(fixture.item(stopped))
        .containsEntry(SessionItem.WANTED, text("STOPPED"))
        .doesNotContainKeys(SessionItem.WAITING, "stoppedAt");
    assertThat(fixture.customer()).containsEntry(CustomerItem.TEST_SESSIONS, number(2));
    assertThat(fixture.hasCheckpoint(linked)).isTrue();
    assertThat(fixture.waiting(linked)).containsExactly(accepted);
    assertThat(fixture.failure(accepted)).isEqualTo("not at all");
  }

  @Test
  void reportsWhatIsDownAndWhatWaits() {
    fixture.host("host-a", Duration.ZERO);
    Generation silent = held("silent", "host-a");
    fixture.write(silent, Map.of(SessionItem.LINKED_AT, time(fixture.clock.instant())));
    fixture.started("new");

    fixture.round();

    assertThat(fixture.lines)
        .singleElement()
        .satisfies(line -> {
          assertThat(Json.readObject(line).path("SessionsDown").asInt()).isOne();
          assertThat(Json.readObject(line).path("SessionsWaiting").asInt()).isOne();
          assertThat(Json.readObject(line).path("HostsWanted").asInt()).isOne();
        });
  }

  @Test
  void reportsNothingWithoutSessions() {
    fixture.round();

    assertThat(fixture.lines).isEmpty();
  }

  private static Generation held(String name, String host) {
    Generation session = fixture.started(name);
    fixture.write(
        session,
        Map.of(SessionItem.OWNER, text(host), SessionItem.TOKEN, number(1)),
        SessionItem.WAITING,
        SessionItem.WAITING_RANK);
    return session;
  }
}
