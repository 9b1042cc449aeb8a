package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.host.command.CommandStore.Claim;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Ends the commands that are still queued when their session was terminated, so that nobody waits
 * for an outcome that cannot come. One that nobody started ends as {@code SESSION_NOT_FOUND}: its
 * session is gone, and that is what the same request gets from now on; {@code
 * SESSION_NOT_CONNECTED} would invite its caller to wait. One that was started ends as {@code
 * OUTCOME_UNKNOWN}, also when it is repeatable, because there is no page left to look on. One
 * thread.
 */
public final class LeftCommands {
  private static final Logger log = LoggerFactory.getLogger(LeftCommands.class);

  /**
   * How long the queue must be silent. The API reads the session before it sends: what it sends to
   * a session that it read just before the end arrives within this, or finds no queue.
   */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final SessionQueue queue;
  private final CommandStore store;
  private final long token;
  private final LongSupplier nanoTime;

  /**
   * @param token of the lease under which the session was terminated
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public LeftCommands(SessionQueue queue, CommandStore store, long token, LongSupplier nanoTime) {
    this.queue = queue;
    this.store = store;
    this.token = token;
    this.nanoTime = nanoTime;
  }

  /**
   * Ends what the queue holds, until it is silent or the deadline has passed. Nobody else may be
   * reading it. A request that fails ends this too.
   *
   * @return how many messages there were
   */
  public int end(Duration deadline) {
    long began = nanoTime.getAsLong();
    int count = 0;
    while (nanoTime.getAsLong() - began < deadline.toNanos()) {
      List<Delivery> left = queue.receive(SILENCE);
      if (left.isEmpty()) {
        return count;
      }
      left.forEach(this::end);
      queue.delete(left);
      count += left.size();
    }
    log.warn("commands were still queued after {}: they get no outcome", deadline);
    return count;
  }

  private void end(Delivery delivery) {
    try {
      end(commandIn(delivery.body()));
    } catch (IllegalArgumentException e) {
      log.error("message {} is no command; deleted", delivery.messageId(), e);
    } catch (SdkException e) {
      log.warn("message {}: its command gets no outcome", delivery.messageId(), e);
    }
  }

  private void end(CommandId command) {
    switch (store.claim(command, token)) {
      case Claim.Started() -> finish(command, FailureCode.SESSION_NOT_FOUND);
      case Claim.Interrupted(long found) -> {
        if (store.claimAgain(command, found, token)) {
          finish(command, FailureCode.OUTCOME_UNKNOWN);
        }
      }
      case Claim.Finished() -> log.debug("command {} has ended", command);
      case Claim.Unknown() -> log.warn("command {} is not stored (any more)", command);
      case Claim.Fenced() -> log.warn("command {} was started under a newer lease", command);
    }
  }

  private void finish(CommandId command, FailureCode code) {
    boolean stored = store.finish(command, token, new Outcome.Failed(code));
    log.info("command {}: {}, stored {}", command, code, stored);
  }

  /** Only its id: what a large command says need not be fetched. */
  private static CommandId commandIn(String body) {
    return Json.readClaimCheck(body).orElseGet(() -> Json.readCommand(body).id());
  }
}
