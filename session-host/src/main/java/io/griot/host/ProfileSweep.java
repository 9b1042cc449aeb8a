package io.griot.host;

import io.griot.host.profile.LeftProfiles;
import io.griot.host.thread.HostThread;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks for left profiles when the host starts, and now and then. Uses one thread. */
final class ProfileSweep {
  /** A profile that is left waits so long, and costs half a read unit each time. */
  static final Duration INTERVAL = Duration.ofMinutes(10);

  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ProfileSweep.class);

  private final LeftProfiles profiles;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HostThread thread;

  /**
   * @param onFailure ends the process
   */
  ProfileSweep(LeftProfiles profiles, Consumer<Throwable> onFailure) {
    this.profiles = profiles;
    this.thread = HostThread.virtual("profile-sweep", this::run, onFailure);
  }

  void start() {
    thread.start();
  }

  private void run() throws InterruptedException {
    do {
      try {
        int _ = profiles.remove();
      } catch (IOException | SdkException e) {
        log.atWarn().setCause(e).log("profiles.not_removed");
      }
    } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
  }

  void close() throws InterruptedException {
    closing.countDown();
    boolean _ = thread.join(CLOSE_DEADLINE);
  }
}
