package io.griot.functions.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.functions.access.AccessStore;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.command.CommandOrder;
import io.griot.functions.command.Requester;
import io.griot.functions.command.StartTerms;
import io.griot.functions.command.Submission;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.pairing.PairingLinks.Opened;
import io.griot.functions.phone.Addressed;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionChanges;
import io.griot.functions.session.SessionStart;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations that a pairing link allows on its session: start it, get a code, and see the
 * linked account. They do nothing when the link is not valid. Thread-safe.
 */
public final class PairingVisit {
  private static final Logger log = LoggerFactory.getLogger(PairingVisit.class);

  /** The time within which a start should succeed, since a person looks at the page meanwhile. */
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);

  private final SessionStart start;
  private final SessionChanges changes;
  private final CodeRequests codeRequests;
  private final Evidence evidence;
  private final AccessStore customers;
  private final PlanStore plans;
  private final CommandGateway gateway;
  private final InstantSource clock;
  private final Operation requestCode;
  private final Operation readAccount;

  public PairingVisit(
      SessionStart start,
      SessionChanges changes,
      CodeRequests codeRequests,
      Evidence evidence,
      AccessStore customers,
      PlanStore plans,
      CommandGateway gateway,
      Catalogue catalogue,
      InstantSource clock) {
    this.start = start;
    this.changes = changes;
    this.codeRequests = codeRequests;
    this.evidence = evidence;
    this.customers = customers;
    this.plans = plans;
    this.gateway = gateway;
    this.clock = clock;
    this.requestCode = catalogue.operation("sessionRequestPairingCode").orElseThrow();
    this.readAccount = catalogue.operation("clientGetClassInfo").orElseThrow();
  }

  /**
   * The result of a request for a pairing code: either a code or a problem.
   *
   * @param text eight characters
   * @param problem the word in the API
   */
  public record Code(Optional<String> text, Optional<String> problem) {
    private static Code failed(String problem) {
      return new Code(Optional.empty(), Optional.of(problem));
    }
  }

  /** The linked account, as far as its page knows it. */
  public record LinkedAccount(Optional<String> name, Optional<String> phoneNumber) {}

  /** The QR code to scan now. Also stores that somebody waits for it. */
  public Optional<String> qr(Opened opened) {
    if (opened.step() == PairingStep.PREPARING || opened.step() == PairingStep.SCAN) {
      opened.view().ifPresent(view -> codeRequests.asked(view.session()));
    }
    return opened.step() == PairingStep.SCAN
        ? opened.view().flatMap(evidence::qr)
        : Optional.empty();
  }

  /** Whether the session's last phone unlinked it, so that it has to be linked again. */
  public boolean wasUnlinked(Opened opened) {
    return opened.view().filter(SessionView::loggedOut).isPresent();
  }

  /**
   * Starts the session. A session that waits for a passkey gets a new browser, and with it a code.
   *
   * @return false when the session's customer may have no such session
   */
  public boolean start(Opened opened) {
    if (opened.link().isEmpty()) {
      return true;
    }
    PairingLink link = opened.link().get();
    Subscription subscription =
        customers.subscription(link.customer()).orElse(Subscription.UNKNOWN);
    Standing standing = subscription.at(clock.instant());
    if (!standing.serves(link.environment())) {
      return false;
    }
    return switch (opened.step()) {
      case IDLE -> start(link, planned(link.environment(), subscription, standing));
      case PASSKEY -> {
        boolean _ = changes.restart(opened.view().orElseThrow().session(), Instant.EPOCH);
        yield true;
      }
      case UNKNOWN, REPLACED, EXPIRED, USED, LINKED, PREPARING, SCAN, LINKING -> true;
    };
  }

  private int planned(Environment environment, Subscription subscription, Standing standing) {
    return Account.planned(environment, plans.named(subscription.plan()), standing);
  }

  private boolean start(PairingLink link, int planned) {
    try {
      boolean _ =
          start.start(
              link.customer(), link.name(), link.environment(), () -> planned, Instant.EPOCH);
    } catch (ApiFailure failure) {
      if (failure.code() == FailureCode.SESSION_QUOTA_EXCEEDED) {
        return false;
      }
      if (failure.code() != FailureCode.SESSION_EXISTS) { // somebody else was first
        throw failure;
      }
    }
    return true;
  }

  /**
   * Whether a pairing code can be requested. While a pairing code is valid, WhatsApp may show no QR
   * code; a page that asks for a passkey returns to codes.
   */
  public boolean takesCode(Opened opened) {
    return switch (opened.step()) {
      case PREPARING, SCAN, PASSKEY -> opened.view().filter(evidence::hasPage).isPresent();
      case UNKNOWN, REPLACED, EXPIRED, USED, LINKED, IDLE, LINKING -> false;
    };
  }

  /**
   * Asks WhatsApp for a pairing code, for a session that waits for its phone.
   *
   * @param fields of the request, with the number in the form of the operation
   */
  public Code code(Opened opened, Addressed fields, Instant deadline) {
    SessionView view = opened.view().orElseThrow();
    codeRequests.asked(view.session());
    return switch (outcome(opened, requestCode, fields, deadline)) {
      case Outcome.Succeeded succeeded ->
          new Code(text(Json.readObject(succeeded.answer()).path("result")), Optional.empty());
      case Outcome.Filed filed -> Code.failed("failed");
      case Outcome.Failed failed -> {
        log.atInfo().addKeyValue("code", failed.code()).log("pairing_code.failed");
        yield Code.failed(
            failed.code() == FailureCode.TOO_MANY_REQUESTS ? "too_many_requests" : "failed");
      }
    };
  }

  /** The account that was linked a moment ago; empty while its page does not know it yet. */
  public Optional<LinkedAccount> account(Opened opened, Instant deadline) {
    if (opened.step() != PairingStep.LINKED
        || opened.view().filter(evidence::connected).isEmpty()) {
      return Optional.empty();
    }
    Addressed nothing = Addressed.asWritten(Json.MAPPER.createObjectNode());
    Outcome outcome = outcome(opened, readAccount, nothing, deadline);
    if (!(outcome instanceof Outcome.Succeeded succeeded)) {
      return Optional.empty();
    }
    ObjectNode info = Json.readObject(succeeded.answer()).withObjectProperty("sessionInfo");
    return Optional.of(
        new LinkedAccount(text(info.path("pushname")), text(info.path("phoneNumber"))));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText()).filter(text -> node.isTextual() && !text.isEmpty());
  }

  /**
   * Runs a command and waits for its outcome. A command that is pending after the deadline has
   * failed for the visitor.
   */
  private Outcome outcome(Opened opened, Operation operation, Addressed fields, Instant deadline) {
    PairingLink link = opened.link().orElseThrow();
    CommandOrder order =
        new CommandOrder(
            new Requester(link.customer(), link.environment()),
            opened.view().orElseThrow().session().generation(),
            operation,
            fields,
            Optional.empty(),
            StartTerms.within(STARTS_WITHIN));
    return gateway.submit(order, deadline) instanceof Submission.Ended ended
        ? ended.outcome()
        : new Outcome.Failed(FailureCode.OVERLOADED);
  }
}
