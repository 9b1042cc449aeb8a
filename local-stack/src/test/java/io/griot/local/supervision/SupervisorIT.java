package io.griot.local.supervision;

import static io.griot.local.supervision.SupervisorFixture.CUSTOMER;
import static io.griot.local.supervision.SupervisorFixture.text;
import static io.griot.local.supervision.SupervisorFixture.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.SessionItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class SupervisorIT {
  private static final Duration A_WHILE = Duration.ofMinutes(20);
  private static final AttributeValue YES = AttributeValue.fromBool(true);

  @TempDir private static Path folder;
  private static SupervisorFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new SupervisorFixture(folder);
  }

  @BeforeEach
  void reset() {
    fixture.reset();
    fixture.customer(CUSTOMER, "ACTIVE", Optional.empty());
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void clearsUpWhatAHostThatDiedLeftOfATerminatedSession() {
    Generation session = fixture.started("ended");
    CommandId waiting = fixture.command(session, "ACCEPTED");
    CommandId begun = fixture.command(session, "STARTED");
    fixture.checkpoint(session);
    fixture.ended(session);

    fixture.clock.advance(A_WHILE);
    fixture.round();

    assertThat(fixture.failure(waiting)).isEqualTo("SESSION_NOT_FOUND");
    assertThat(fixture.failure(begun)).isEqualTo("OUTCOME_UNKNOWN");
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
  void finishesAStartThatDiedHalfWay() {
    Generation session = fixture.halfStarted("half");

    fixture.round();
    assertThat(fixture.placements()).isEmpty();
    fixture.clock.advance(Duration.ofMinutes(3));
    fixture.round();
    fixture.round();

    assertThat(fixture.placements()).containsExactly(session.session().value());
    assertThat(fixture.hasQueue(session)).isTrue();
  }

  @Test
  void placesASessionThatLostItsPlacementAgainAndOnce() {
    Generation session = fixture.started("lost");
    assertThat(fixture.placements()).hasSize(1);

    fixture.clock.advance(A_WHILE);
    fixture.round();
    fixture.round();

    assertThat(fixture.placements()).containsExactly(session.session().value());
  }

  @Test
  void leavesAloneWhatWaitsForAHost() {
    fixture.started("waiting");

    fixture.clock.advance(A_WHILE);
    fixture.round();

    assertThat(fixture.placements()).hasSize(1);
  }

  @Test
  void leavesAloneWhatGivesSignsOfLife() {
    Generation session = fixture.started("living");
    assertThat(fixture.placements()).hasSize(1);
    fixture.clock.advance(A_WHILE);
    fixture.see(session, Map.of(SessionItem.PROVEN_AT, time(fixture.clock.instant())));

    fixture.round();

    assertThat(fixture.placements()).isEmpty();
  }

  @Test
  void stopsTheSessionsOfASuspendedCustomer() {
    Generation free = fixture.started("free");
    Generation held = fixture.started("held");
    fixture.see(held, Map.of(SessionItem.OWNER, text("host-a")));
    fixture.customer(CUSTOMER, "SUSPENDED", Optional.empty());

    fixture.round();
    fixture.round();

    assertThat(fixture.item(free)).containsKey(SessionItem.STOPPED_AT);
    assertThat(fixture.item(held)).doesNotContainKey(SessionItem.STOPPED_AT);
    assertThat(fixture.operations(held)).containsExactly("sessionStop");
  }

  @Test
  void givesWhoPaysLateADay() {
    Generation session = fixture.started("late");
    fixture.customer(
        CUSTOMER, "ACTIVE", Optional.of(fixture.clock.instant().plus(Duration.ofHours(1))));

    fixture.clock.advance(Duration.ofHours(24));
    fixture.round();
    assertThat(fixture.item(session)).doesNotContainKey(SessionItem.STOPPED_AT);
    fixture.clock.advance(Duration.ofHours(2));
    fixture.round();
    assertThat(fixture.item(session)).containsKey(SessionItem.STOPPED_AT);
  }

  @Test
  void stopsNothingForWantOfASubscription() {
    Generation session = fixture.started(new CustomerId("nobody"), "orphan");

    fixture.round();

    assertThat(fixture.item(session)).doesNotContainKey(SessionItem.STOPPED_AT);
  }

  @Test
  void countsLinkedSessionsThatAreDown() {
    Map<String, AttributeValue> linked = Map.of(SessionItem.CHECKPOINT, text("profiles/x/1-1"));
    var now = time(fixture.clock.instant());
    fixture.see(fixture.started("silent"), linked);
    fixture.see(
        fixture.started("well"),
        Map.of(
            SessionItem.CHECKPOINT, text("profiles/x/1-1"),
            SessionItem.USABLE, YES,
            SessionItem.PROVEN_AT, now));
    fixture.see(
        fixture.started("unlinked"),
        Map.of(
            SessionItem.CHECKPOINT, text("profiles/x/1-1"),
            SessionItem.PROBLEM, text(SessionItem.LOGGED_OUT)));
    fixture.started("new");

    fixture.round();

    assertThat(fixture.lines)
        .singleElement()
        .satisfies(
            line -> assertThat(Json.readObject(line).path("SessionsDown").asInt()).isEqualTo(1));
  }

  @Test
  void reportsNothingWithoutSessions() {
    fixture.round();

    assertThat(fixture.lines).isEmpty();
  }
}
