package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.customers.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A customer's sessions right after a change of their subscription. */
class SubscribedSessionsTest {
  private final SupervisionFixture it = new SupervisionFixture();
  private Subscription stored = SupervisionFixture.PAID;
  private final SubscribedSessions subscribed =
      new SubscribedSessions(
          customer -> Optional.of(new Account(stored, Map.of(), Map.of())),
          it.sessions,
          it.sessions,
          it.sessions,
          it.clock);

  @BeforeEach
  void connect() {
    it.live();
  }

  @Test
  void hasNothingMoreSentForWhoIsCutOffUntilTheyAreLetInAgain() {
    stored = cutOff(it.clock.instant());
    subscribed.follow(AWA);
    assertThat(it.session().suspended()).isTrue();
    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);

    stored = SupervisionFixture.PAID;
    subscribed.follow(AWA);
    assertThat(it.session().suspended()).isFalse();
    assertThat(it.sessions.poked).containsExactly("host-a", "host-a");
  }

  @Test
  void startsAtOnceWhatWasStoppedUnpaid() {
    it.sessions.stored.put(
        ID, it.session().stopped(it.clock.instant(), Optional.of(StopReason.NOT_PAID)));

    subscribed.follow(AWA);

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void leavesTheSessionsOfOthersAlone() {
    stored = cutOff(it.clock.instant());

    subscribed.follow(new CustomerId("bob"));

    assertThat(it.session().suspended()).isFalse();
  }

  @Test
  void leavesToTheSupervisorWhatFails() {
    SubscribedSessions failing =
        new SubscribedSessions(
            customer -> {
              throw SdkClientException.create("no connection");
            },
            it.sessions,
            it.sessions,
            it.sessions,
            it.clock);

    failing.follow(AWA);

    assertThat(it.session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  private static Subscription cutOff(Instant at) {
    return new Subscription(
        Subscription.Word.SUSPENDED,
        Optional.of(at.plus(Duration.ofDays(9))),
        Optional.of(at),
        Optional.empty(),
        Optional.empty(),
        SendingPlan.NONE);
  }
}
