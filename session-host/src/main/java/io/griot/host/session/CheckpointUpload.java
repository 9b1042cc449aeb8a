package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.host.thread.HostThread;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Stores the checkpoints of a running browser in a thread of its own: S3 may take minutes, and the
 * browser must be looked at meanwhile. One upload at a time. For the browser's thread.
 */
final class CheckpointUpload {
  private static final Logger log = LoggerFactory.getLogger(CheckpointUpload.class);
  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(5);

  private final SessionId session;
  private @Nullable Running running;

  private record Running(HostThread thread, CompletableFuture<End> end) {}

  /** The way in which an upload ended. */
  enum End {
    STORED,
    LEASE_LOST,
    /** S3, DynamoDB or the disk failed, or the upload was broken off. */
    FAILED
  }

  /** Stores a checkpoint; answers false when the lease is lost. */
  @FunctionalInterface
  interface Upload {
    boolean store() throws IOException, InterruptedException;
  }

  CheckpointUpload(SessionId session) {
    this.session = session;
  }

  /** Begins an upload. The one before has ended. */
  void begin(Upload upload) {
    CompletableFuture<End> end = new CompletableFuture<>();
    HostThread thread =
        HostThread.virtual(
            "checkpoint-" + session,
            () -> end.complete(carriedOut(upload)),
            end::completeExceptionally);
    running = new Running(thread, end);
    thread.start();
  }

  private End carriedOut(Upload upload) throws InterruptedException {
    try {
      return upload.store() ? End.STORED : End.LEASE_LOST;
    } catch (IOException | SdkException e) {
      log.atWarn().addKeyValue("sessionId", session).setCause(e).log("checkpoint.failed");
      return End.FAILED;
    }
  }

  /** Whether an upload was begun and has not ended. */
  boolean isUnderWay() {
    return running != null && !running.end().isDone();
  }

  /**
   * The end of the last upload, answered once.
   *
   * @throws java.util.concurrent.CompletionException when it failed in a way that no upload may
   */
  Optional<End> takeEnd() {
    Running last = running;
    if (last == null || !last.end().isDone()) {
      return Optional.empty();
    }
    running = null;
    return Optional.of(last.end().join());
  }

  /**
   * Breaks off an upload that is under way, and waits until nothing of it runs.
   *
   * @return how the last upload ended, as {@link #takeEnd}
   * @throws IllegalStateException when it goes on all the same
   */
  Optional<End> breakOff() throws InterruptedException {
    Running last = running;
    if (last == null) {
      return Optional.empty();
    }
    last.thread().stop();
    if (!last.thread().join(INTERRUPT_PATIENCE)) {
      throw new IllegalStateException("session " + session + ": an upload does not end");
    }
    boolean _ = last.end().complete(End.FAILED); // unless it had ended
    return takeEnd();
  }
}
