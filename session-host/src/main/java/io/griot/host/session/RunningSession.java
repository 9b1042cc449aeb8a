package io.griot.host.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.host.bridge.Bridge;
import io.griot.host.command.CommandConsumer;
import io.griot.host.command.CommandReader;
import io.griot.host.command.CommandRunner;
import io.griot.host.command.HostOperation;
import io.griot.host.command.LeftCommands;
import io.griot.host.command.SessionGate;
import io.griot.host.command.SessionQueue;
import io.griot.host.event.SessionEvents;
import io.griot.host.lease.EvidenceBoard;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseKeeper;
import io.griot.host.lease.LeaseTaker;
import io.griot.host.lease.Placement;
import io.griot.host.lease.PlacementHold;
import io.griot.host.profile.Profile;
import io.griot.host.profile.ProfileFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One session on this host, from the taken lease to one of its ends: given back ({@link #close}),
 * lost to another host, stopped, or terminated. Thread-safe.
 */
public final class RunningSession {
  private static final Logger log = LoggerFactory.getLogger(RunningSession.class);
  private static final Duration SCREENSHOT_DEADLINE = Duration.ofSeconds(10);

  // Longer than the page takes at most: a device that stays linked counts among the phone's four.
  private static final Duration LOG_OUT_DEADLINE = Duration.ofSeconds(30);
  private static final Duration LEFT_DEADLINE = Duration.ofSeconds(30);
  private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(10);
  private static final Duration BROWSER_END_DEADLINE = Duration.ofSeconds(20);

  private enum State {
    RUNNING,
    ENDING,
    ENDED
  }

  private final SessionServices services;
  private final Lease lease;
  private final Generation generation;
  private final Runnable onEnd;
  private final EvidenceBoard board = new EvidenceBoard();
  private final SessionGate gate = new SessionGate();
  private final PlacementHold hold;
  private final Profile profile;
  private final BrowserKeeper browser;
  private final LeaseKeeper keeper;
  private final SessionQueue queue;
  private final CommandConsumer consumer;
  private final Thread browserThread;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

  /**
   * @param takenAt the monotonic time before the lease was taken
   * @param onEnd runs once, when nothing of the session is left here
   */
  public RunningSession(
      SessionServices services, LeaseTaker.Result.Taken taken, long takenAt, Runnable onEnd) {
    this.services = services;
    this.lease = taken.lease();
    this.generation = taken.before().generation();
    this.onEnd = onEnd;
    this.hold =
        new PlacementHold(
            services.placement(),
            id(),
            services.leaseTiming().unseenAfterDeath(),
            services.nanoTime());
    this.profile =
        new Profile(
            new ProfileFolder(services.profiles(), generation),
            services.checkpoints(),
            services.leases(),
            lease,
            generation);
    this.browser = new BrowserKeeper(taken.before(), services, profile, board, gate, events(taken));
    this.keeper =
        new LeaseKeeper(
            services.leases(),
            lease,
            board,
            services.leaseTiming(),
            services.nanoTime(),
            takenAt,
            hold::renew,
            this::lost);
    this.queue = services.queues().apply(generation);
    this.consumer =
        new CommandConsumer(
            id(),
            queue,
            new CommandReader(services.objects(), id()),
            runner(taken.before().customer()),
            services.longPoll());
    this.browserThread = Thread.ofVirtual().name("browser-" + id()).unstarted(this::runBrowser);
  }

  public void start() {
    log.info("session {}: running under token {}", id(), lease.token());
    keeper.start();
    browserThread.start();
    consumer.start();
  }

  /**
   * Keeps this placement message invisible while the session runs.
   *
   * @return false when it does not run any more, and the message is the caller's: it may be that of
   *     the next generation, which must not be deleted with this one's. A message received while
   *     this one still ran was sent for it, because the next is placed after this one's item went
   */
  public boolean adopt(Placement.Message message) {
    if (state.get() != State.RUNNING) {
      return false;
    }
    hold.adopt(message);
    return true;
  }

  /**
   * Gives the session back: lets commands under way finish, closes the browser, checkpoints the
   * profile, releases the lease and shows the placement message to all hosts. Takes up to about 40
   * seconds when browser and page resist.
   */
  public void close() throws InterruptedException {
    if (!state.compareAndSet(State.RUNNING, State.ENDING)) {
      return;
    }
    gate.close();
    boolean drained = consumer.stop(DRAIN_DEADLINE);
    if (!drained) {
      log.warn("session {}: commands were still under way at the end", id());
    }
    browser.close();
    joinBrowser();
    if (browser.wasPaired()) {
      checkpointAtRest();
    }
    keeper.stop();
    attempt("release its lease", () -> services.leases().release(lease));
    hold.show();
    ended("given back");
  }

  /** How many operations WhatsApp's present version cannot do. */
  int unavailableOperations() {
    return board.current().unavailable().size();
  }

  private SessionEvents events(LeaseTaker.Result.Taken taken) {
    return new SessionEvents(
        taken.before(), lease.token(), services.events(), services.mediaEvents(), services.clock());
  }

  private CommandRunner runner(CustomerId customer) {
    return new CommandRunner(
        services.commands(),
        gate,
        services.operations(),
        Map.of(
            "sessionRestart", (command, page) -> restart(),
            "sessionStop", (command, page) -> stop(command),
            "sessionTerminate", (command, page) -> terminate(command),
            "sessionGetPageScreenshot", this::screenshot),
        services.media().apply(customer),
        services.answers(),
        lease.token(),
        services.callDeadline(),
        services.tally(),
        services.clock());
  }

  // Who reads the status after the answer must not find the old page's: so that is stored first.
  private HostOperation.Result restart() throws InterruptedException {
    browser.restart();
    if (!board.awaitWritten(services.leaseTiming().duration())) {
      log.warn("session {}: restarted, but that cannot be stored", id());
      return new HostOperation.Result.LeaseLost();
    }
    return new HostOperation.Result.Done(success("Restarted successfully"));
  }

  // Never waits for a page: a restart, which is what would help, waits behind this.
  private HostOperation.Result screenshot(Command command, Optional<Bridge> page)
      throws InterruptedException {
    Optional<byte[]> picture =
        page.isPresent() ? page.get().screenshot(SCREENSHOT_DEADLINE) : Optional.empty();
    try {
      return new HostOperation.Result.Done(
          picture.isPresent()
              ? services.answers().storePng(command.id(), picture.get())
              : answer(false, "page_not_ready"));
    } catch (IOException e) {
      log.warn("command {}: its answer cannot be put on the disk", command.id(), e);
      return new HostOperation.Result.Done(new Outcome.Failed(FailureCode.OVERLOADED));
    }
  }

  // Runs in a thread of the consumer, so whatever waits for the consumer has a thread of its own.
  private HostOperation.Result terminate(Command command) throws InterruptedException {
    browser.logOut(LOG_OUT_DEADLINE);
    browser.close();
    joinBrowser();
    Outcome outcome = success("Logged out successfully");
    return end(
        () -> services.commands().finishWithSession(command.id(), lease, generation, outcome),
        this::removeRest);
  }

  // As terminate, but everything stays for the next start: link, profile, queue.
  private HostOperation.Result stop(Command command) throws InterruptedException {
    browser.close();
    joinBrowser();
    if (browser.wasPaired()) {
      checkpointAtRest();
    }
    Outcome outcome = success("Session stopped successfully");
    return end(
        () -> services.commands().finishWithStop(command.id(), lease, outcome), this::leaveRest);
  }

  /**
   * Stores the end, after which the session is not this host's, then has the rest done elsewhere.
   */
  private HostOperation.Result end(BooleanSupplier store, Runnable rest) {
    // Before the end is stored: the keeper takes what it then finds for a lost lease.
    if (!state.compareAndSet(State.RUNNING, State.ENDING)) {
      return new HostOperation.Result.LeaseLost();
    }
    boolean stored = false;
    try {
      stored = store.getAsBoolean();
    } finally {
      if (!stored) {
        state.set(State.RUNNING); // the lease's keeper or the command's next delivery goes on
      }
    }
    if (!stored) {
      return new HostOperation.Result.LeaseLost();
    }
    Thread.ofVirtual().name("end-" + id()).start(rest);
    return new HostOperation.Result.SessionEnded();
  }

  /** The session is stopped: its other commands wait in its queue for the next start. */
  private void leaveRest() {
    try {
      keeper.stop();
      gate.close();
      boolean _ = consumer.stop(DRAIN_DEADLINE);
      hold.delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended("stopped");
  }

  /**
   * The session is no more: removes what nobody can find any longer. What this cannot remove, or
   * does not live to remove, the supervisor does, by the note that the session ended.
   */
  private void removeRest() {
    try {
      keeper.stop();
      gate.close();
      boolean _ = consumer.stop(DRAIN_DEADLINE);
      hold.delete();
      endLeft();
      queue.remove();
      profile.remove();
      services.commands().forgetEnding(generation);
    } catch (IOException | SdkException e) {
      log.warn("session {}: not everything of it is removed", id(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended("terminated");
  }

  private void endLeft() {
    LeftCommands left =
        new LeftCommands(queue, services.commands(), lease.token(), services.nanoTime());
    int count = left.end(LEFT_DEADLINE);
    log.info("session {}: {} messages were left in its queue", id(), count);
  }

  /** Another host has the session, or soon may: no write, no word to WhatsApp from here on. */
  private void lost() {
    browser.kill();
    gate.close();
    if (!state.compareAndSet(State.RUNNING, State.ENDING)) {
      return;
    }
    Thread.ofVirtual()
        .name("end-" + id())
        .start(() -> {
          try {
            boolean _ = consumer.stop(Duration.ZERO);
            joinBrowser();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          ended("lost");
        });
  }

  private void runBrowser() {
    try {
      browser.run();
    } catch (InterruptedException e) {
      log.debug("session {}: interrupted", id());
    }
  }

  private void joinBrowser() throws InterruptedException {
    if (!browserThread.join(BROWSER_END_DEADLINE)) {
      browser.kill();
      browserThread.interrupt();
      browserThread.join(BROWSER_END_DEADLINE);
    }
  }

  private void checkpointAtRest() throws InterruptedException {
    try {
      boolean _ = profile.checkpoint(Optional.empty());
    } catch (IOException | SdkException e) {
      log.warn("session {}: no checkpoint at the end", id(), e);
    }
  }

  private void attempt(String what, Runnable request) {
    try {
      request.run();
    } catch (SdkException e) {
      log.warn("session {}: cannot {}", id(), what, e);
    }
  }

  private void ended(String how) {
    state.set(State.ENDED);
    log.info("session {}: {}", id(), how);
    onEnd.run();
  }

  private SessionId id() {
    return lease.session();
  }

  private static Outcome success(String message) {
    return answer(true, message);
  }

  private static Outcome answer(boolean success, String message) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    return new Outcome.Succeeded(
        answer.put("success", success).put("message", message), Duration.ZERO);
  }
}
