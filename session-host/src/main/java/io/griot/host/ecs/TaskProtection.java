package io.griot.host.ecs;

import io.griot.host.thread.HostThread;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects this host's task while it has sessions, so that neither scale-in nor a deployment stops
 * it. A drained host has no sessions and ends the protection. A failed request is repeated at the
 * next check. Thread-safe.
 */
public final class TaskProtection {
  private static final Logger log = LoggerFactory.getLogger(TaskProtection.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  /**
   * Duration of the protection. It is long because ECS may refuse to renew it (DEPLOYMENT_BLOCKED)
   * while a deployment waits for protected tasks, and the hosts that are drained last must be
   * protected until then. It is shorter than the three hours that CloudFormation waits, so that
   * every deployment ends. A host that died is replaced in any case.
   */
  static final Duration PROTECTED = Duration.ofHours(2);

  private static final Duration RENEWAL = Duration.ofMinutes(5);

  private static final Duration END_DEADLINE = Duration.ofSeconds(5);

  private final EcsAgent agent;
  private final URI address;
  private final BooleanSupplier busy;
  private final Duration look;
  private final HostThread thread;
  private final Semaphore closing = new Semaphore(0);

  /**
   * @param address {@code ECS_AGENT_URI}
   * @param busy whether the host has sessions
   * @param onFailure ends the process
   */
  public TaskProtection(
      EcsAgent agent, URI address, BooleanSupplier busy, Consumer<Throwable> onFailure) {
    this(agent, address, busy, LOOK, onFailure);
  }

  /**
   * For tests.
   *
   * @param look interval of checking whether the host has sessions
   */
  TaskProtection(
      EcsAgent agent,
      URI address,
      BooleanSupplier busy,
      Duration look,
      Consumer<Throwable> onFailure) {
    this.agent = agent;
    this.address = address;
    this.busy = busy;
    this.look = look;
    this.thread = HostThread.virtual("task-protection", this::run, onFailure);
  }

  public void start() {
    thread.start();
  }

  private void run() throws InterruptedException {
    boolean isProtected = false;
    long looks = 0;
    long renewal = RENEWAL.dividedBy(look);
    do {
      boolean wanted = busy.getAsBoolean();
      if (wanted != isProtected || (wanted && looks >= renewal)) {
        isProtected = say(wanted) ? wanted : isProtected;
        looks = 0;
      }
      looks++;
    } while (!closing.tryAcquire(look.toMillis(), TimeUnit.MILLISECONDS));
  }

  private boolean say(boolean wanted) throws InterruptedException {
    try {
      agent.protect(address, wanted ? Optional.of(PROTECTED) : Optional.empty());
      return true;
    } catch (IOException e) {
      log.atWarn().addKeyValue("protected", wanted).setCause(e).log("task.protection.failed");
      return false;
    }
  }

  /** Stops the renewals. The last protection lasts until it expires. */
  public void stop() throws InterruptedException {
    closing.release();
    if (!thread.join(END_DEADLINE)) {
      thread.stop();
    }
  }
}
