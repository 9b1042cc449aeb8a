package io.griot.functions.fairuse;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Environment;
import io.griot.functions.session.MovableClock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairUseTest {
  private static final Limits THREE_FOR_A_SESSION =
      Limits.STANDARD.with(Map.of("sessionRequestsPerMinute", 3L));

  private final MovableClock clock = new MovableClock();
  private final FairUse fairUse =
      new FairUse(
          new RateLimits(new MemoryBucketStore(), clock), customer -> THREE_FOR_A_SESSION, clock);

  @Test
  void countsASessionsRequestsWhateverKeysOfItsKindTheyHave() {
    for (String key : new String[] {"live_1", "live_2", "live_3"}) {
      assertThat(ask(Environment.LIVE, key).refusal()).isEmpty();
    }

    assertThat(ask(Environment.LIVE, "live_4").refusal())
        .map(FairUse.Ruling::policy)
        .contains(FairUse.Policy.SESSION);
  }

  /**
   * To a test key the session is not there: what it asks for must not cost the session anything.
   */
  @Test
  void countsNothingOfTestKeysForALiveSession() {
    for (int times = 0; times < 5; times++) {
      ask(Environment.TEST, "test_1");
    }

    assertThat(ask(Environment.LIVE, "live_1").refusal()).isEmpty();
  }

  private FairUse.Rulings ask(Environment environment, String key) {
    return fairUse.ask(AWA, environment, key, Optional.of(ID));
  }
}
