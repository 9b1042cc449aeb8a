package io.griot.functions.customers;

import static io.griot.functions.customers.Standing.State.ACTIVE;
import static io.griot.functions.customers.Standing.State.GRACE;
import static io.griot.functions.customers.Standing.State.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
  private static final Instant END = Instant.parse("2026-01-31T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T08:59:59.999Z, ACTIVE, true, 2026-01-31T09:00:00Z",
    "2026-01-31T09:00:00Z, GRACE, true, 2026-02-03T09:00:00Z",
    "2026-02-03T08:59:59.999Z, GRACE, true, 2026-02-03T09:00:00Z",
    "2026-02-03T09:00:00Z, SUSPENDED, true,",
    "2026-02-10T08:59:59.999Z, SUSPENDED, true,",
    "2026-02-10T09:00:00Z, SUSPENDED, false,",
    "2036-01-31T09:00:00Z, SUSPENDED, false,"
  })
  void goesByTheEndOfThePaidTime(
      Instant now, Standing.State state, boolean sessionsRun, Instant until) {
    Standing standing = new Subscription(Subscription.Word.ACTIVE, Optional.of(END)).at(now);

    assertThat(standing.state()).isEqualTo(state);
    assertThat(standing.sessionsRun(now)).isEqualTo(sessionsRun);
    assertThat(standing.until()).isEqualTo(Optional.ofNullable(until));
    assertThat(standing.servesTests()).isTrue();
  }

  @Test
  void servesForEverWhoHasNoEnd() {
    Standing standing =
        new Subscription(Subscription.Word.ACTIVE, Optional.empty()).at(Instant.MAX);

    assertThat(standing.state()).isEqualTo(ACTIVE);
    assertThat(standing.until()).isEmpty();
  }

  @Test
  void cutsOffWhomTheOperatorSuspendedWhateverIsPaid() {
    Subscription suspended =
        new Subscription(
            Subscription.Word.SUSPENDED,
            Optional.of(END),
            Optional.of(END.minus(Duration.ofDays(10))),
            Optional.empty(),
            Optional.empty(),
            SendingPlan.NONE);
    Standing standing = suspended.at(END.minus(Duration.ofDays(9)));

    assertThat(standing.state()).isEqualTo(SUSPENDED);
    assertThat(standing.servesTests()).isFalse();
    assertThat(standing.sessionsRun(END.minus(Duration.ofDays(3)).minusMillis(1))).isTrue();
    assertThat(standing.sessionsRun(END.minus(Duration.ofDays(3)))).isFalse();
  }

  @Test
  void servesTestsOnlyToWhomNeverPaid() {
    Standing standing = Subscription.NONE.at(END);

    assertThat(standing.serves()).isFalse();
    assertThat(standing.servesTests()).isTrue();
    assertThat(standing.sessionsRun(END)).isFalse();
  }

  @Test
  void servesInTheGracePeriod() {
    Standing standing = new Subscription(Subscription.Word.ACTIVE, Optional.of(END)).at(END);

    assertThat(standing.state()).isEqualTo(GRACE);
    assertThat(standing.serves()).isTrue();
  }
}
