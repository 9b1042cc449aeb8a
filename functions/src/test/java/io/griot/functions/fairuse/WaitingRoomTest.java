package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.functions.command.WaitingPlaces.Place;
import io.griot.functions.session.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final CustomerId BEN = new CustomerId("ben");
  private static final Duration WAIT = Duration.ofSeconds(25);

  private final MovableClock clock = new MovableClock();
  private final MemoryWaitingStore store = new MemoryWaitingStore();
  private final Random random = new Random(14);
  private final WaitingRoom room = room(store);

  private WaitingRoom room(WaitingStore places) {
    Limits two = Limits.STANDARD.with(Map.of("waitingRequests", 2L));
    return new WaitingRoom(places, customer -> two, clock, random);
  }

  private Optional<Place> enter(WaitingRoom of, CustomerId customer) {
    return of.enter(customer, clock.in(WAIT));
  }

  @Test
  void letsAsManyWaitAsMay() {
    assertThat(enter(room, AWA)).isPresent();
    assertThat(enter(room, AWA)).isPresent();

    assertThat(enter(room, AWA)).isEmpty();
    assertThat(enter(room(store), AWA)).as("another instance").isEmpty();
  }

  @Test
  void keepsNobodyElseFromWaiting() {
    enter(room, AWA);
    enter(room, AWA);

    assertThat(enter(room, BEN)).isPresent();
  }

  @Test
  void hasThePlaceAgainOfWhomHasWaited() {
    Optional<Place> first = enter(room, AWA);
    enter(room, AWA);
    first.orElseThrow().close();

    assertThat(enter(room, AWA)).isPresent();
    assertThat(enter(room, AWA)).isEmpty();
  }

  @Test
  void hasThePlacesAgainOfAnInstanceThatDied() {
    enter(room, AWA);
    enter(room, AWA);
    clock.advance(WAIT);
    assertThat(enter(room, AWA)).as("it may be about to answer").isEmpty();

    clock.advance(Duration.ofSeconds(5));
    assertThat(enter(room, AWA)).isPresent();
    assertThat(enter(room, AWA)).isPresent();
    assertThat(enter(room, AWA)).isEmpty();
  }

  @Test
  void takesNoPlaceThatItCannotCount() {
    store.fail(true);

    assertThat(enter(room, AWA)).isEmpty();
  }

  @Test
  void waitsForThePlaceToComeBackThatItCouldNotGiveBack() {
    Place first = enter(room, AWA).orElseThrow();
    enter(room, AWA);
    store.fail(true);
    first.close();
    store.fail(false);
    assertThat(enter(room, AWA)).isEmpty();

    clock.advance(WAIT.plusSeconds(5));
    assertThat(enter(room, AWA)).isPresent();
  }

  @Test
  void knowsItsOwnPlaceWhenTheAnswerToItsWriteWasLost() {
    WaitingStore repeating =
        new WaitingStore() {
          @Override
          public Taking take(
              String scope, String place, Instant until, int bound, Map<String, Instant> over) {
            store.take(scope, place, until, bound, over);
            return store.take(scope, place, until, 0, over);
          }

          @Override
          public void give(String scope, String place) {
            store.give(scope, place);
          }
        };

    assertThat(enter(room(repeating), AWA)).isPresent();
    assertThat(enter(room(repeating), AWA)).isPresent();
    assertThat(enter(room(repeating), AWA)).isEmpty();
  }
}
