package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.functions.fairuse.WaitingStore.Taking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every store of waiting requests. */
public abstract class WaitingStoreContract {
  private static final Instant SOON = Instant.parse("2026-10-01T12:00:30Z");
  private static final Instant LATER = SOON.plusSeconds(20);

  /** The store; scopes of earlier tests may be there. */
  protected abstract WaitingStore waiting();

  private Taking take(String scope, String place, int bound) {
    return waiting().take(scope, place, SOON, bound, Map.of());
  }

  @Test
  void hasAsManyPlacesAsTheBound() {
    assertThat(take("bound", "a", 2)).isEqualTo(new Taking.Taken());
    assertThat(take("bound", "b", 2)).isEqualTo(new Taking.Taken());

    assertThat(take("bound", "c", 2)).isEqualTo(new Taking.Full(Map.of("a", SOON, "b", SOON)));
    assertThat(take("bound", "c", 3)).isEqualTo(new Taking.Taken());
  }

  @Test
  void hasNoPlaceWhereNoneMayBe() {
    assertThat(take("none", "a", 0)).isEqualTo(new Taking.Full(Map.of()));
  }

  @Test
  void givesAPlaceBackOnce() {
    take("back", "a", 2);
    take("back", "b", 2);
    waiting().give("back", "a");
    waiting().give("back", "a");
    waiting().give("nobody waits here", "a");

    assertThat(take("back", "c", 2)).isEqualTo(new Taking.Taken());
    assertThat(take("back", "d", 2)).isEqualTo(new Taking.Full(Map.of("b", SOON, "c", SOON)));
  }

  @Test
  void clearsPlacesThatAreOver() {
    take("over", "a", 2);
    take("over", "b", 2);

    assertThat(waiting().take("over", "c", LATER, 2, Map.of("a", SOON, "b", SOON)))
        .isEqualTo(new Taking.Taken());
    assertThat(take("over", "d", 1)).isEqualTo(new Taking.Full(Map.of("c", LATER)));
  }

  @Test
  void clearsNoPlaceThatWasGivenBackAndTakenAgain() {
    take("again", "a", 1);
    waiting().give("again", "a");
    waiting().take("again", "a", LATER, 1, Map.of());

    assertThat(waiting().take("again", "b", LATER, 1, Map.of("a", SOON)))
        .isEqualTo(new Taking.Full(Map.of("a", LATER)));
  }

  @Test
  void hasNeverMorePlacesSideBySide() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Taking>> takings =
          IntStream.range(0, 20)
              .<Callable<Taking>>mapToObj(number -> () -> take("busy", "p" + number, 5))
              .toList();
      List<Future<Taking>> taken = threads.invokeAll(takings);
      assertThat(taken)
          .extracting(Future::resultNow)
          .filteredOn(Taking.Taken.class::isInstance)
          .hasSize(5);
    }
  }
}
