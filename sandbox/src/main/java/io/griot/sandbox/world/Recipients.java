package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The behaviour of the simulated phones: each confirms an incoming message after a delay (ack 2),
 * and, if its owner reads at once, reads it after another delay (ack 3). A phone that is off
 * confirms nothing until {@link #switchedOn}. Thread-safe.
 */
public final class Recipients implements Consumer<WorldEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Recipients.class);

  private final World world;
  private final ScheduledExecutorService scheduler;
  private final Function<Jid, Duration> delay;

  /**
   * The behaviour for the world's accounts; the caller closes the scheduler.
   *
   * @param delay the delay of the phone of a LID
   */
  public Recipients(
      World world, ScheduledExecutorService scheduler, Function<Jid, Duration> delay) {
    this.world = world;
    this.scheduler = scheduler;
    this.delay = delay;
  }

  /** Delivers the messages that were waiting when the server last stopped. */
  public void resume() {
    world.read(scene -> scene.messages().awaiting()).forEach(this);
  }

  /** Delivers the messages that wait for a phone. */
  public void switchedOn(Jid account) {
    world.read(scene -> scene.messages().awaiting()).stream()
        .filter(waiting -> waiting.recipient().equals(account))
        .forEach(this);
  }

  @Override
  public void accept(WorldEvent event) {
    if (event instanceof WorldEvent.Awaiting waiting) {
      later(waiting.recipient(), () -> deliver(waiting));
    }
  }

  private void deliver(WorldEvent.Awaiting waiting) {
    boolean reads =
        world.change(scene -> {
          Account phone = scene.accounts().get(waiting.recipient());
          if (phone.delivers()) {
            scene.receipts().delivered(phone.lid(), waiting.message());
          }
          return phone.delivers() && phone.readsAtOnce();
        });
    if (reads) {
      later(waiting.recipient(), () -> read(waiting));
    }
  }

  private void read(WorldEvent.Awaiting waiting) {
    Jid reader = waiting.recipient();
    world.run(scene -> {
      Message message = scene.messages().get(waiting.message());
      scene.receipts().read(reader, message.chatOf(reader), Set.of(message.id()), null);
    });
  }

  /**
   * Schedules a task. One that comes after the server began to close is not lost: {@link #resume}
   * finds its message.
   */
  private void later(Jid phone, Runnable task) {
    try {
      var _ =
          scheduler.schedule(() -> run(task), delay.apply(phone).toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      if (!scheduler.isShutdown()) {
        throw e;
      }
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("message.not_confirmed");
    }
  }
}
