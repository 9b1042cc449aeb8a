package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of every store of held messages: the fake and DynamoDB. */
abstract class HeldStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final Pace PACE = new Pace(Duration.ofMillis(1500), 20);

  private final SessionId session =
      SessionId.of(new CustomerId("customer"), new SessionName(UUID.randomUUID().toString()));
  private final Generation generation = new Generation(session, NOW);

  protected abstract HeldStore store();

  @Test
  void givesBackWhatWasPutInTheOrderOfPositions() {
    HeldMessage late = held(2_000_000_000_000_000L, Optional.of(PACE));
    HeldMessage early = held(7, Optional.empty());
    store().put(generation, late, "late");
    store().put(generation, early, "early");

    assertThat(store().all(generation)).isEqualTo(List.of(early, late));
    assertThat(store().body(generation, late)).contains("late");
    assertThat(store().body(generation, early)).contains("early");
  }

  @Test
  void keepsEachGenerationByItself() {
    Generation next = new Generation(session, NOW.plusSeconds(1));
    store().put(generation, held(1, Optional.empty()), "body");

    assertThat(store().all(next)).isEmpty();
    assertThat(store().body(next, held(1, Optional.empty()))).isEmpty();
  }

  @Test
  void putsAndRemovesTheSameMessageAgainWithoutHarm() {
    HeldMessage one = held(1, Optional.of(PACE));
    store().put(generation, one, "body");
    store().put(generation, one, "body");
    assertThat(store().all(generation)).containsExactly(one);

    store().remove(generation, one);
    store().remove(generation, one);
    assertThat(store().all(generation)).isEmpty();
    assertThat(store().body(generation, one)).isEmpty();
  }

  private HeldMessage held(long position, Optional<Pace> pace) {
    return new HeldMessage(
        position,
        CommandId.ofIdempotencyKey(session, "command " + position),
        3,
        "chat",
        NOW.plusMillis(position % 1000),
        NOW.plusSeconds(60),
        pace.isPresent() ? Requires.CONNECTED : Requires.PAGE,
        pace,
        pace.isPresent());
  }
}
