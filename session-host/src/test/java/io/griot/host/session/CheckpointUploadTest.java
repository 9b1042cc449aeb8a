package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.session.CheckpointUpload.End;
import io.griot.host.session.CheckpointUpload.Upload;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class CheckpointUploadTest {
  private final CheckpointUpload tested =
      new CheckpointUpload(SessionId.of(new CustomerId("customer"), new SessionName("main")));

  @Test
  void returnsAtOnceHoweverLongAnUploadTakes() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    tested.begin(() -> answered.await(1, TimeUnit.MINUTES));

    assertThat(tested.isUnderWay()).isTrue();
    assertThat(tested.takeEnd()).isEmpty();

    answered.countDown();
    assertThat(awaitEnd()).isEqualTo(End.STORED);
  }

  @Test
  void saysOnceHowAnUploadEnded() throws Exception {
    tested.begin(() -> false);

    assertThat(awaitEnd()).isEqualTo(End.LEASE_LOST);
    assertThat(tested.takeEnd()).isEmpty();
    assertThat(tested.breakOff()).isEmpty();
  }

  @Test
  void failsByWhatAwsOrTheDiskRefuses() throws Exception {
    assertThat(
            endOf(() -> {
              throw SdkClientException.create("S3 refuses");
            }))
        .isEqualTo(End.FAILED);
    assertThat(
            endOf(() -> {
              throw new IOException("the disk refuses");
            }))
        .isEqualTo(End.FAILED);
  }

  @Test
  void throwsInTheBrowsersThreadWhatNoUploadMayThrow() {
    tested.begin(() -> {
      throw new IllegalStateException("a fault of ours");
    });

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(this::awaitEnd)
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesNothingRunningWhenItIsBrokenOff() throws Exception {
    AtomicBoolean runs = new AtomicBoolean(true);
    CountDownLatch begun = new CountDownLatch(1);
    tested.begin(() -> {
      begun.countDown();
      try {
        return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
      } finally {
        runs.set(false);
      }
    });
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

    assertThat(tested.breakOff()).contains(End.FAILED);

    assertThat(runs).isFalse();
    assertThat(tested.isUnderWay()).isFalse();
  }

  @Test
  void keepsTheEndOfAnUploadThatIsBrokenOffTooLate() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    tested.begin(() -> {
      stored.countDown();
      return true;
    });
    assertThat(stored.await(1, TimeUnit.MINUTES)).isTrue();
    while (tested.isUnderWay()) {
      Thread.onSpinWait();
    }

    assertThat(tested.breakOff()).contains(End.STORED);
  }

  private End endOf(Upload upload) {
    tested.begin(upload);
    return awaitEnd();
  }

  private End awaitEnd() {
    while (tested.isUnderWay()) {
      Thread.onSpinWait();
    }
    Optional<End> end = tested.takeEnd();
    return end.orElseThrow();
  }
}
