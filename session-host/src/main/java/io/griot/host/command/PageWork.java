package io.griot.host.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Outcome;
import io.griot.host.bridge.CallOrder;
import io.griot.host.bridge.CallResult;
import io.griot.host.bridge.PageBridge;
import io.griot.host.command.SessionGate.Demand;
import io.griot.host.command.SessionGate.Pass;
import io.griot.host.lease.LeaseCheck;
import io.griot.host.media.CommandMedia;
import io.griot.host.media.CommandMedia.Taken;
import io.griot.host.media.MediaRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs started commands in the page and determines their outcome. Thread-safe; blocks. An empty
 * outcome means that this host must not store one: the gate was closed, or the lease is lost.
 */
public final class PageWork {
  private static final Logger log = LoggerFactory.getLogger(PageWork.class);
  private static final Duration SCREENSHOT_DEADLINE = Duration.ofSeconds(10);

  /** The number of lost pages after which the command itself counts as the cause. */
  static final int MAX_ATTEMPTS = 3;

  /**
   * Minimum wait for the next page after a command lost its page, even past its deadline for
   * starting.
   */
  static final Duration PAGE_PATIENCE = Duration.ofSeconds(60);

  private final SessionGate gate;
  private final CommandMedia media;
  private final LargeAnswers answers;
  private final Duration callDeadline;
  private final LeaseCheck lease;
  private final InstantSource clock;
  private final Duration pagePatience;

  /**
   * Work in the pages that the gate lets through.
   *
   * @param callDeadline the time that the page has for one command; an operation may define less
   * @param clock compared with the commands' deadlines for starting
   */
  public PageWork(
      SessionGate gate,
      CommandMedia media,
      LargeAnswers answers,
      Duration callDeadline,
      LeaseCheck lease,
      InstantSource clock) {
    this(gate, media, answers, callDeadline, lease, clock, PAGE_PATIENCE);
  }

  /** For tests, that wait less long for the next page. */
  PageWork(
      SessionGate gate,
      CommandMedia media,
      LargeAnswers answers,
      Duration callDeadline,
      LeaseCheck lease,
      InstantSource clock,
      Duration pagePatience) {
    this.gate = gate;
    this.media = media;
    this.answers = answers;
    this.callDeadline = callDeadline;
    this.lease = lease;
    this.clock = clock;
    this.pagePatience = pagePatience;
  }

  /**
   * A started command.
   *
   * @param mayHaveRun whether an earlier start or call may have taken effect
   * @param place among the commands of its group
   */
  record Task(Command command, Operation operation, boolean mayHaveRun, GroupOrder.Place place) {

    /** The outcome after a step that had no effect. */
    Outcome nothingDone(FailureCode code) {
      return nothingDone(new Outcome.Failed(code));
    }

    Outcome nothingDone(Outcome.Failed outcome) {
      return mayHaveRun && operation.effect() == Effect.WRITE
          ? new Outcome.Failed(FailureCode.OUTCOME_UNKNOWN)
          : outcome;
    }

    /** The outcome after a call whose effect is unknown. */
    Outcome unknown() {
      return new Outcome.Failed(
          operation.effect() == Effect.WRITE
              ? FailureCode.OUTCOME_UNKNOWN
              : FailureCode.OVERLOADED);
    }

    Task called() {
      return new Task(command, operation, true, place);
    }
  }

  /**
   * Runs a command.
   *
   * @param page required if the operation requires one
   */
  Optional<Outcome> run(Task task, Optional<PageBridge> page) throws InterruptedException {
    return switch (task.operation().runs()) {
      case API -> throw new IllegalArgumentException(task.operation() + " is the API's");
      case SCREEN -> Optional.of(picture(task, page));
      case PAGE -> page.isPresent() ? withMedia(task, page.get()) : Optional.of(withoutPage(task));
    };
  }

  // Does not wait for a page: the screenshot shows why the other commands wait.
  private Outcome picture(Task task, Optional<PageBridge> page) throws InterruptedException {
    Optional<byte[]> picture =
        page.isPresent() ? page.get().screenshot(SCREENSHOT_DEADLINE) : Optional.empty();
    if (picture.isEmpty()) {
      return withoutPage(task);
    }
    try {
      return answers.storePng(task.command().id(), picture.get());
    } catch (IOException e) {
      mediaFailed(task, e);
      return task.nothingDone(FailureCode.OVERLOADED);
    }
  }

  private static Outcome withoutPage(Task task) {
    Optional<ObjectNode> answer = task.operation().withoutPage();
    return answer.isPresent()
        ? new Outcome.Succeeded(answer.get(), Duration.ZERO)
        : task.nothingDone(FailureCode.OVERLOADED);
  }

  /** All media are on the disk before the page is called. */
  private Optional<Outcome> withMedia(Task task, PageBridge page) throws InterruptedException {
    try (Taken taken = taken(task)) {
      return inPage(task, taken, page, 1);
    } catch (MediaRefusedException e) {
      return Optional.of(task.nothingDone(new Outcome.Failed(e.code(), e.detail())));
    } catch (IOException e) {
      mediaFailed(task, e);
      return Optional.of(task.nothingDone(FailureCode.OVERLOADED));
    }
  }

  // The page was not called yet, so a failure here has had no effect.
  private Taken taken(Task task) throws MediaRefusedException, IOException, InterruptedException {
    try {
      return media.take(task.command());
    } catch (SdkException e) {
      throw new IOException("an upload cannot be fetched", e);
    }
  }

  private Optional<Outcome> inPage(Task task, Taken taken, PageBridge page, int attempt)
      throws InterruptedException {
    Optional<List<CommandId>> turn = task.place().awaitTurn();
    if (turn.isEmpty() || !lease.isHeld()) {
      return Optional.empty();
    }
    CallOrder order = order(task.place(), turn.get());
    return switch (page.call(taken.command(), taken.files(), deadline(task.operation()), order)) {
      case CallResult.Answered(var answer, Duration pageTime) ->
          Optional.of(new Outcome.Succeeded(answer, pageTime));
      case CallResult.Kept kept -> file(task.called(), taken, page, kept, attempt);
      case CallResult.Refused(FailureCode code, String detail) ->
          Optional.of(refused(task, new Outcome.Failed(code, detail)));
      case CallResult.TimedOut() -> Optional.of(task.unknown());
      case CallResult.Early() -> {
        task.place().pageWent();
        yield inPage(task, taken, page, attempt);
      }
      case CallResult.NotCalled(String reason) -> again(task, taken, page, attempt, reason);
      case CallResult.Lost(String reason) -> lost(task.called(), taken, page, attempt, reason);
    };
  }

  private static CallOrder order(GroupOrder.Place place, List<CommandId> after) {
    return new CallOrder(after, place.isLast() ? Optional.empty() : Optional.of(place::queued));
  }

  private Duration deadline(Operation operation) {
    return operation.deadline().filter(own -> own.compareTo(callDeadline) < 0).orElse(callDeadline);
  }

  // A code that means "no effect" is about this call only, not about earlier ones.
  private static Outcome refused(Task task, Outcome.Failed outcome) {
    return outcome.code().frees() ? task.nothingDone(outcome) : outcome;
  }

  private Optional<Outcome> file(
      Task task, Taken taken, PageBridge page, CallResult.Kept kept, int attempt)
      throws InterruptedException {
    try {
      Optional<Outcome> outcome = answers.store(task.command().id(), page, kept);
      return outcome.isPresent()
          ? outcome
          : lost(task, taken, page, attempt, "the page went with its answer");
    } catch (IOException e) {
      mediaFailed(task, e);
      return Optional.of(task.unknown());
    }
  }

  private Optional<Outcome> lost(
      Task task, Taken taken, PageBridge page, int attempt, String reason)
      throws InterruptedException {
    if (task.operation().repeatable()) {
      return again(task, taken, page, attempt, reason);
    }
    gate.doubt(page);
    return Optional.of(task.unknown());
  }

  private Optional<Outcome> again(
      Task task, Taken taken, PageBridge page, int attempt, String reason)
      throws InterruptedException {
    task.place().pageWent();
    gate.doubt(page);
    log.atInfo()
        .addKeyValue("commandId", task.command().id())
        .addKeyValue("attempt", attempt)
        .addKeyValue("reason", reason)
        .log("call.failed");
    if (attempt >= MAX_ATTEMPTS) {
      return Optional.of(task.nothingDone(FailureCode.OVERLOADED));
    }
    Optional<Pass> pass = gate.await(Demand.of(task.operation()), patience(task.command()));
    if (pass.isEmpty()) {
      return Optional.of(task.nothingDone(FailureCode.OVERLOADED));
    }
    return switch (pass.get()) {
      case Pass.Closed() -> leave(task);
      case Pass.Refused() -> Optional.of(task.nothingDone(FailureCode.SESSION_NOT_CONNECTED));
      case Pass.Open(Optional<PageBridge> next) ->
          next.isPresent()
              ? inPage(task, taken, next.get(), attempt + 1)
              : Optional.of(withoutPage(task));
    };
  }

  private Duration patience(Command command) {
    Duration left = Duration.between(clock.instant(), command.startBy());
    return left.compareTo(pagePatience) > 0 ? left : pagePatience;
  }

  // The next host runs a repeatable command. For any other command it could not know that the page
  // was never called, so the outcome is determined here.
  private static Optional<Outcome> leave(Task task) {
    return task.operation().repeatable()
        ? Optional.empty()
        : Optional.of(task.nothingDone(FailureCode.OVERLOADED));
  }

  private static void mediaFailed(Task task, IOException e) {
    log.atWarn().addKeyValue("commandId", task.command().id()).setCause(e).log("media.failed");
  }
}
