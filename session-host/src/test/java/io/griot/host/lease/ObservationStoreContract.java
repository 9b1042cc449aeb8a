package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of every store of observations, the fake included. */
abstract class ObservationStoreContract {
  static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("shop"));
  private static final Instant CREATED = Instant.parse("2026-11-30T08:00:00Z");
  static final Generation FIRST = new Generation(SESSION, CREATED);
  private static final Generation SECOND = new Generation(SESSION, CREATED.plusMillis(1));
  private static final Observation FULL =
      new Observation(
          3,
          Optional.of(SocketState.UNPAIRED),
          false,
          Optional.of(CREATED.plusSeconds(5)),
          Optional.of(CREATED.plusSeconds(4)),
          Optional.of("2@code"),
          Optional.of(Problem.LOGGED_OUT),
          Set.of("sendMessage", "archiveChat"),
          Optional.of(Json.MAPPER.createObjectNode().put("newChatQuota", 5)),
          true);

  /** The store, empty before each test. */
  abstract ObservationStore store();

  @Test
  void readsWhatWasWritten() {
    assertThat(store().write(lease(7), FIRST, 1, FULL)).isTrue();

    assertThat(store().read(FIRST)).contains(FULL);
  }

  @Test
  void keepsNothingOfWhatIsNotSeenAnyMore() {
    assertThat(store().write(lease(7), FIRST, 2, FULL)).isTrue();
    assertThat(store().write(lease(7), FIRST, 3, Observation.NONE)).isTrue();

    assertThat(store().read(FIRST)).contains(Observation.NONE);
  }

  @Test
  void readsNothingBeforeAnythingWasSeen() {
    assertThat(store().read(FIRST)).isEmpty();
  }

  @Test
  void readsNothingOfAnotherGeneration() {
    assertThat(store().write(lease(7), FIRST, 4, FULL)).isTrue();

    assertThat(store().read(SECOND)).isEmpty();
  }

  @Test
  void letsANewerLeaseWriteAndNoOlderOneAfterIt() {
    assertThat(store().write(lease(7), FIRST, 5, FULL)).isTrue();
    assertThat(store().write(lease(8), FIRST, 6, Observation.NONE)).isTrue();

    assertThat(store().write(lease(7), FIRST, 7, FULL)).isFalse();

    assertThat(store().read(FIRST)).contains(Observation.NONE);
  }

  /** Its host gave it up, made the next one, and then it arrived. */
  @Test
  void letsNoLateWriteOfTheSameLeaseTakeALaterOneBack() {
    assertThat(store().write(lease(7), FIRST, 2, FULL)).isTrue();

    assertThat(store().write(lease(7), FIRST, 1, Observation.NONE)).isFalse();

    assertThat(store().read(FIRST)).contains(FULL);
  }

  @Test
  void takesAWriteThatTheSdkRepeatsForDone() {
    assertThat(store().write(lease(7), FIRST, 2, FULL)).isTrue();

    assertThat(store().write(lease(7), FIRST, 2, FULL)).isTrue();
  }

  @Test
  void countsAnewUnderEachLease() {
    assertThat(store().write(lease(7), FIRST, 9, FULL)).isTrue();

    assertThat(store().write(lease(8), FIRST, 1, Observation.NONE)).isTrue();

    assertThat(store().read(FIRST)).contains(Observation.NONE);
  }

  @Test
  void letsANewerGenerationWriteWhateverItsTokenAndNoOlderOneAfterIt() {
    assertThat(store().write(lease(7), FIRST, 8, FULL)).isTrue();
    assertThat(store().write(lease(1), SECOND, 9, Observation.NONE)).isTrue();

    assertThat(store().write(lease(8), FIRST, 10, FULL)).isFalse();

    assertThat(store().read(FIRST)).isEmpty();
    assertThat(store().read(SECOND)).contains(Observation.NONE);
  }

  static Lease lease(long token) {
    return new Lease(SESSION, "host-a", token, nanos -> true);
  }
}
