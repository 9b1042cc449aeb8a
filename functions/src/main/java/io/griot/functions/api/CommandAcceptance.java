package io.griot.functions.api;

import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Outcome;
import io.griot.functions.command.AcceptanceStep;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.command.CommandOrder;
import io.griot.functions.command.Earlier;
import io.griot.functions.command.StartTerms;
import io.griot.functions.command.Submission;
import io.griot.functions.fairuse.CommandBacklog;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.sending.SendingGovernor;
import io.griot.functions.sending.SendingGovernor.Admission;
import io.griot.functions.sending.Warning;
import io.griot.functions.session.Acceptance;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionView;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Accepts calls that the session's host answers. It checks whether the session accepts them and how
 * many commands wait, takes the turn of a send, and passes the command to the gateway. Blocks until
 * the outcome or the request's deadline. Thread-safe.
 *
 * <p>The checks are in the original API's order. Nothing is stored or queued before all have
 * passed.
 */
public final class CommandAcceptance {
  private final Catalogue catalogue;
  private final Evidence evidence;
  private final Acceptance acceptance;
  private final CodeRequests codeRequests;
  private final SendingGovernor governor;
  private final CommandBacklog backlog;
  private final CommandGateway gateway;
  private final Consumer<AcceptanceStep> steps;

  /**
   * @param steps called after each step, in the request's thread
   */
  public CommandAcceptance(
      Catalogue catalogue,
      Evidence evidence,
      CodeRequests codeRequests,
      SendingGovernor governor,
      CommandBacklog backlog,
      CommandGateway gateway,
      Consumer<AcceptanceStep> steps) {
    this.catalogue = catalogue;
    this.evidence = evidence;
    this.acceptance = new Acceptance(evidence);
    this.codeRequests = codeRequests;
    this.governor = governor;
    this.backlog = backlog;
    this.gateway = gateway;
    this.steps = steps;
  }

  /**
   * Answers a call by a command. An idempotency key is looked up before the session is checked: a
   * repeated request that had succeeded must not be answered that the session is down.
   *
   * @throws ApiFailure when the call is refused
   */
  Reply answer(Operation operation, ApiCall call) {
    CommandCall asked = CommandCall.of(operation, call);
    Optional<Earlier> earlier = earlier(asked);
    if (earlier.isPresent() && earlier.get() instanceof Earlier.Answered(var submission)) {
      return named(reply(operation, submission), submission);
    }
    SessionView view = call.session();
    // A command accepted earlier has passed the checks and has its turn.
    return earlier.isPresent() ? submit(asked, view, Admission.FREE) : first(asked, view);
  }

  private Optional<Earlier> earlier(CommandCall asked) {
    ApiCall call = asked.call();
    var written = call.addressed().written();
    return asked
        .idempotencyKey()
        .filter(key -> call.reaches(call.sessionId()))
        .flatMap(key ->
            gateway.earlier(asked.customer(), call.sessionId(), key, asked.operation(), written));
  }

  private Reply first(CommandCall asked, SessionView view) {
    Operation operation = asked.operation();
    Optional<Instant> stoppedUntil =
        governor.stoppedUntil(
            view.session(), asked.caller().sending(), operation, view.restriction());
    if (operation.withoutPage().isPresent() && !evidence.hasPage(view)) {
      return Reply.json(200, operation.withoutPage().get());
    }
    check(asked, view, stoppedUntil.isPresent());
    Admission admission =
        governor.admit(
            view.session(),
            asked.caller().sending(),
            operation,
            asked.addressed().arguments(),
            asked.startsWithin(waits(asked, view)),
            stoppedUntil);
    admission.turn().ifPresent(turn -> steps.accept(AcceptanceStep.TURN_TAKEN));
    return submit(asked, view, admission);
  }

  private void check(CommandCall asked, SessionView view, boolean isStopped) {
    Operation operation = asked.operation();
    acceptance.check(operation, view, isStopped || isHeldByBan(operation, view));
    if (operation.writes()) {
      // Reads end within a minute, so they cannot pile up.
      backlog.require(asked.customer(), view.session().generation());
    }
    steps.accept(AcceptanceStep.CHECKED);
    if (asksForCode(operation)) {
      codeRequests.asked(view.session());
      steps.accept(AcceptanceStep.CODE_ASKED);
    }
    if (isStopped) {
      refuseInVain(asked);
    }
  }

  /**
   * Refuses a send that would be held by a restriction and then fail, because the number is unknown
   * or WhatsApp would refuse it. The page can tell now.
   *
   * @throws ApiFailure {@code CHAT_NOT_FOUND}, {@code RESTRICTED_NEW_CHATS}, {@code
   *     NEW_CHAT_QUOTA_USED_UP}
   */
  private void refuseInVain(CommandCall asked) {
    Optional<Operation> foreseen = catalogue.dryRunOf(asked.operation());
    SessionView view = asked.call().session();
    if (foreseen.isEmpty() || !evidence.connected(view)) {
      return;
    }
    CommandOrder order =
        new CommandOrder(
            asked.customer(),
            view.session().generation(),
            foreseen.get(),
            DryRuns.fieldsFor(asked.operation(), foreseen.get(), asked.addressed()),
            Optional.empty(),
            StartTerms.within(CommandCall.READS_START_WITHIN));
    if (gateway.submit(order, asked.call().request().deadline())
        instanceof Submission.Ended ended) {
      DryRuns.refusal(ended.outcome())
          .ifPresent(failure -> {
            throw failure;
          });
    }
  }

  private Reply submit(CommandCall asked, SessionView view, Admission admission) {
    StartTerms terms =
        new StartTerms(
            asked.startsWithin(waits(asked, view)),
            asked.startsWithin(true),
            !evidence.connected(view),
            admission.turn());
    Submission submission =
        gateway.submit(
            asked.order(view, terms),
            isAsync(asked, view) ? Instant.EPOCH : asked.call().request().deadline());
    steps.accept(AcceptanceStep.ANSWER_READY);
    Reply reply =
        switch (submission) {
          case Submission.Ended ended -> reply(asked.operation(), ended);
          case Submission.Pending pending -> {
            backlog.added(asked.customer(), view.session().generation());
            yield Replies.pending(pending);
          }
        };
    return named(warned(reply, admission), submission);
  }

  private boolean waits(CommandCall asked, SessionView view) {
    return isAsync(asked, view) || !evidence.connected(view);
  }

  private boolean isAsync(CommandCall asked, SessionView view) {
    return Preferences.respondAsync(asked.call().request()) || isHeldByBan(asked.operation(), view);
  }

  /**
   * Whether a ban holds the command. WhatsApp may not report the ban's end; the command is then
   * held without a time.
   */
  private boolean isHeldByBan(Operation operation, SessionView view) {
    return operation.writes() && view.ban().isPresent() && !evidence.connected(view);
  }

  /**
   * Whether the operation asks for a linking code: the only writes on a page that need not be
   * linked.
   */
  private static boolean asksForCode(Operation operation) {
    return operation.requires() == Requires.PAGE && operation.effect() == Effect.WRITE;
  }

  // A command whose session ended before it ran is answered like one sent after the session's end.
  private Reply reply(Operation operation, Submission.Ended ended) {
    Outcome outcome = ended.outcome();
    boolean noSession =
        outcome instanceof Outcome.Failed failed && failed.code() == FailureCode.SESSION_NOT_FOUND;
    return noSession && operation.unknownSession().isPresent()
        ? Reply.json(200, operation.unknownSession().get())
        : Replies.of(outcome, gateway.filed(ended.command()));
  }

  private static Reply warned(Reply reply, Admission admission) {
    return admission.warnings().isEmpty()
        ? reply
        : reply.with(
            "Griot-Warning",
            admission.warnings().stream().map(Warning::text).collect(Collectors.joining(", ")));
  }

  private static Reply named(Reply reply, Submission submission) {
    return reply.with("X-Command-Id", submission.command().value());
  }
}
