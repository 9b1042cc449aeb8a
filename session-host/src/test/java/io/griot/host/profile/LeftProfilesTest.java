package io.griot.host.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.host.lease.FakeLeaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

class LeftProfilesTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final Generation EARLIER = new Generation(SESSION, Instant.EPOCH);
  private static final Generation LIVES = new Generation(SESSION, Instant.ofEpochMilli(1));

  @TempDir Path profiles;
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final Set<SessionId> here = new HashSet<>();

  @Test
  void removesTheProfileOfASessionThatIsNoMore() throws IOException {
    Path left = profile(EARLIER);

    assertThat(removed()).isOne();
    assertThat(left).doesNotExist();
  }

  @Test
  void keepsTheProfileOfASessionThatMovedAndMayComeBack() throws IOException {
    leases.put(FakeLeaseStore.waiting(LIVES), Instant.EPOCH);
    Path lives = profile(LIVES);
    Path earlier = profile(EARLIER);

    assertThat(removed()).isOne();
    assertThat(lives).exists();
    assertThat(earlier).doesNotExist();
  }

  @Test
  void leavesToASessionThatRunsHereWhatIsItsOwn() throws IOException {
    here.add(SESSION);
    Path own = profile(EARLIER);

    assertThat(removed()).isZero();
    assertThat(own).exists();
  }

  @Test
  void removesNothingOfWhatANewerVersionWrote() throws IOException {
    leases.put(FakeLeaseStore.waiting(LIVES), Instant.EPOCH);
    leases.makeUnknown(SESSION);
    Path kept = profile(EARLIER);

    assertThat(removed()).isZero();
    assertThat(kept).exists();
  }

  @Test
  void removesNothingWhileSessionsCannotBeRead() throws IOException {
    Path kept = profile(EARLIER);
    leases.setDown(true);

    assertThatExceptionOfType(SdkException.class).isThrownBy(this::removed);
    assertThat(kept).exists();
  }

  @Test
  void leavesWhatIsNoSessionsAlone() throws IOException {
    Path warmUp = Files.createDirectories(profiles.resolve("warm-up"));

    assertThat(removed()).isZero();
    assertThat(warmUp).exists();
    assertThat(new LeftProfiles(profiles.resolve("none"), leases, here::contains).remove())
        .isZero();
  }

  private int removed() throws IOException {
    return new LeftProfiles(profiles, leases, here::contains).remove();
  }

  private Path profile(Generation generation) throws IOException {
    new ProfileFolder(profiles, generation).useUnder(1);
    return profiles.resolve(generation.toString());
  }
}
