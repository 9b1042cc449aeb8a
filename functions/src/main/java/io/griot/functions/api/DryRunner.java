package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import io.griot.functions.phone.Addressed;
import io.griot.functions.sending.SendingGovernor;
import io.griot.functions.session.Acceptance;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionView;
import java.time.Duration;

/**
 * Answers what a request would do, without changing anything: the page's answer, completed by
 * Griot's own holds. Blocks like {@link CommandAcceptance}. Thread-safe.
 */
public final class DryRunner {
  private final Catalogue catalogue;
  private final Evidence evidence;
  private final Acceptance acceptance;
  private final SendingGovernor governor;
  private final CommandAcceptance commands;

  public DryRunner(
      Catalogue catalogue,
      Evidence evidence,
      SendingGovernor governor,
      CommandAcceptance commands) {
    this.catalogue = catalogue;
    this.evidence = evidence;
    this.acceptance = new Acceptance(evidence);
    this.governor = governor;
    this.commands = commands;
  }

  /**
   * Answers the dry run of an operation. The request's fields are validated as for the operation
   * itself. Its idempotency key is not used up by the dry run.
   *
   * @throws ApiFailure {@code INVALID_FIELD} when the operation has no dry run, and as {@link
   *     #foresee}
   */
  Reply run(Operation operation, ApiCall call) {
    Operation instead =
        catalogue
            .dryRunOf(operation)
            .orElseThrow(() ->
                new ApiFailure(FailureCode.INVALID_FIELD, "dry_run: this operation has none"));
    Addressed fields = DryRuns.fieldsFor(operation, instead, call.addressed());
    Request request = call.request().without("idempotency-key");
    return foresee(instead, call.with(request, () -> fields));
  }

  /**
   * Answers a send's dry run by the operation that foresees it. During a ban the account has no
   * connection, so no page can answer, and the ban itself is the answer.
   *
   * @throws ApiFailure when the send would be refused before it reaches the page
   */
  Reply foresee(Operation instead, ApiCall call) {
    Duration startWithin =
        Preferences.expiresIn(call.request()).orElse(CommandCall.WRITES_START_WITHIN);
    ObjectNode _ = call.fields();
    SessionView before = call.session();
    boolean isAsked = before.ban().isEmpty() || evidence.connected(before);
    if (!isAsked) {
      acceptance.check(instead, before, true);
    }
    Reply reply = isAsked ? commands.answer(instead, call) : Reply.json(200, DryRuns.notAsked());
    SessionView view = isAsked ? call.session() : before;
    return governor
        .wouldHold(view.session(), call.caller().sending(), view.restriction())
        .map(hold -> DryRuns.held(reply, hold, view.now().plus(startWithin)))
        .orElse(reply);
  }
}
