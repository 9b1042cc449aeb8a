package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Audience;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Operation.Runs;
import io.griot.contract.Outcome;
import io.griot.functions.access.Authentication;
import io.griot.functions.access.Caller;
import io.griot.functions.access.Identity;
import io.griot.functions.access.Operator;
import io.griot.functions.command.AcceptanceStep;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.command.Earlier;
import io.griot.functions.command.Submission;
import io.griot.functions.fairuse.CommandBacklog;
import io.griot.functions.fairuse.FairUse;
import io.griot.functions.fairuse.FairUse.Rulings;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Fields;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import io.griot.functions.http.RequestValidator;
import io.griot.functions.phone.Addressed;
import io.griot.functions.phone.PeopleInRequests;
import io.griot.functions.phone.PhoneNumbers;
import io.griot.functions.sending.SendingGovernor;
import io.griot.functions.sending.SendingGovernor.Admission;
import io.griot.functions.sending.Warning;
import io.griot.functions.session.Acceptance;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Answers requests: who calls, what they ask for, for which session, with which fields; then from
 * the table of {@link ApiOperations}, or by the session's host. Knows no single operation.
 * Thread-safe.
 *
 * <p>Checks come in the original API's order, so that a request with several things wrong gets the
 * answer its client knows. Nothing is stored or queued before the last one passed.
 */
public final class Api {
  private static final Duration WRITES_START_WITHIN = Duration.ofHours(24);
  private static final Duration READS_START_WITHIN = Duration.ofMinutes(1);

  /**
   * Reads of a session that is not connected now, or whose caller asks for the outcome later:
   * because it said so, or was answered 202.
   */
  private static final Duration WAITING_READS_START_WITHIN = Duration.ofMinutes(5);

  private final Catalogue catalogue;
  private final Authentication authentication;
  private final SessionStore sessions;
  private final Evidence evidence;
  private final Map<String, ApiOperation> operations;
  private final Acceptance acceptance;
  private final CodeRequests codeRequests;
  private final SendingGovernor governor;
  private final FairUse fairUse;
  private final CommandBacklog backlog;
  private final CommandGateway gateway;
  private final Consumer<AcceptanceStep> steps;
  private final RequestValidator validator = new RequestValidator();

  public Api(
      Catalogue catalogue,
      Authentication authentication,
      SessionStore sessions,
      Evidence evidence,
      Map<String, ApiOperation> operations,
      CodeRequests codeRequests,
      SendingGovernor governor,
      FairUse fairUse,
      CommandBacklog backlog,
      CommandGateway gateway,
      Consumer<AcceptanceStep> steps) {
    for (Operation operation : catalogue.operations()) {
      if (operation.runs() == Runs.API && !operations.containsKey(operation.id())) {
        throw new IllegalArgumentException("nobody answers " + operation.id());
      }
    }
    this.catalogue = catalogue;
    this.authentication = authentication;
    this.sessions = sessions;
    this.evidence = evidence;
    this.operations = Map.copyOf(operations);
    this.acceptance = new Acceptance(evidence);
    this.codeRequests = codeRequests;
    this.governor = governor;
    this.fairUse = fairUse;
    this.backlog = backlog;
    this.gateway = gateway;
    this.steps = steps;
  }

  /** The answer to a request; every refusal is one too. A {@code HEAD} is answered as a GET. */
  public Reply answer(Request request) {
    try {
      return route(request.method().equals("HEAD") ? request.as("GET") : request);
    } catch (ApiFailure failure) {
      return Replies.of(failure);
    }
  }

  /**
   * Compiles the schemas of all operations and loads what reads phone numbers: first requests would
   * do so otherwise.
   */
  public void prime() {
    boolean _ = PhoneNumbers.prime();
    for (Operation operation : catalogue.operations()) {
      validator.prepare(operation);
    }
  }

  private Reply route(Request request) {
    Catalogue.Match match = match(request);
    if (match instanceof Catalogue.Match.Found found && found.operation().open()) {
      return operation(found.operation())
          .answer(call(found.operation(), Optional.empty(), found.parameters(), request));
    }
    Identity identity = authentication.identity(request.header("x-api-key"));
    Reply reply = reply(identity, match, request);
    return identity instanceof Caller caller
        ? caller.warning().map(text -> reply.with("Griot-Subscription", text)).orElse(reply)
        : reply;
  }

  private Reply reply(Identity identity, Catalogue.Match match, Request request) {
    try {
      return switch (match) {
        case Catalogue.Match.NoRoute() -> {
          requireService(identity);
          throw new ApiFailure(FailureCode.ROUTE_NOT_FOUND);
        }
        case Catalogue.Match.WrongMethod(var allowed) -> {
          requireService(identity);
          yield Replies.of(new ApiFailure(FailureCode.METHOD_NOT_ALLOWED))
              .with("Allow", String.join(", ", allowed));
        }
        case Catalogue.Match.Found(Operation operation, Map<String, String> parameters) -> {
          admit(identity, operation);
          ApiCall call = call(operation, Optional.of(identity), parameters, request);
          yield identity instanceof Caller caller
              ? counted(caller, operation, call, request)
              : run(operation, call, request);
        }
      };
    } catch (ApiFailure failure) {
      return Replies.of(failure);
    }
  }

  private static void requireService(Identity identity) {
    if (identity instanceof Caller caller) {
      caller.requireService();
    }
  }

  /**
   * Answers a request that counts for its key and its session; a refusal says so too. A session
   * that the key does not reach is not counted: it looks like one that is not there.
   */
  private Reply counted(Caller caller, Operation operation, ApiCall call, Request request) {
    Rulings rulings =
        fairUse.ask(
            caller.customer(), caller.rights().keyId(), call.namedSession().filter(call::reaches));
    return RateLimitHeaders.on(
        rulings.refusal().map(Api::refused).orElseGet(() -> answered(operation, call, request)),
        rulings);
  }

  private Reply answered(Operation operation, ApiCall call, Request request) {
    try {
      return run(operation, call, request);
    } catch (ApiFailure failure) {
      return Replies.of(failure);
    }
  }

  private static Reply refused(FairUse.Ruling ruling) {
    return Replies.of(
        new ApiFailure(
            FailureCode.RATE_LIMIT_EXCEEDED,
            FailureCode.RATE_LIMIT_EXCEEDED.text()
                + ": this %s may send %d requests a minute"
                    .formatted(ruling.policy().title(), ruling.verdict().limit()),
            FairUse.retryAfter(ruling)));
  }

  /** To the operations of others a key is no key at all. */
  private static void admit(Identity identity, Operation operation) {
    Audience audience =
        switch (identity) {
          case Caller caller -> Audience.CUSTOMER;
          case Operator operator -> Audience.OPERATOR;
        };
    if (audience != operation.audience()) {
      throw new ApiFailure(FailureCode.INVALID_API_KEY);
    }
    if (!operation.unpaid()) {
      requireService(identity);
    }
    identity.rights().require(operation.scope());
  }

  private Catalogue.Match match(Request request) {
    Catalogue.Match match = catalogue.match(request.method(), request.path());
    return match instanceof Catalogue.Match.Found found && !request.agreesOn(found.parameters())
        ? new Catalogue.Match.NoRoute()
        : match;
  }

  private ApiCall call(
      Operation operation,
      Optional<Identity> identity,
      Map<String, String> parameters,
      Request request) {
    return new ApiCall(
        identity, parameters, sessions, request, () -> validRequest(operation, request));
  }

  private Addressed validRequest(Operation operation, Request request) {
    ObjectNode fields =
        operation
            .requestSchema()
            .map(schema -> Fields.of(request, schema))
            .orElseGet(Json.MAPPER::createObjectNode);
    Addressed addressed = PeopleInRequests.read(operation, fields);
    validator.check(operation, addressed.arguments());
    return addressed;
  }

  private Reply run(Operation operation, ApiCall call, Request request) {
    try {
      if (operation.effect() == Effect.WRITE && Preferences.dryRun(request)) {
        return dryRun(operation, call, request);
      }
      if (catalogue.foresees(operation)) {
        return foreseen(operation, call, request);
      }
      return operation.runs() == Runs.API
          ? operation(operation).answer(call)
          : submit(operation, call, request);
    } catch (ApiFailure failure) {
      if (failure.code() == FailureCode.SESSION_NOT_FOUND
          && operation.unknownSession().isPresent()) {
        return Reply.json(200, operation.unknownSession().get());
      }
      throw failure;
    }
  }

  /**
   * Answers what would happen. The request's fields are checked as for the operation itself. Its
   * idempotency key stays that of the request that is meant.
   */
  private Reply dryRun(Operation operation, ApiCall call, Request request) {
    Operation instead =
        catalogue
            .dryRunOf(operation)
            .orElseThrow(() ->
                new ApiFailure(FailureCode.INVALID_FIELD, "dry_run: this operation has none"));
    Addressed fields = DryRuns.fieldsFor(operation, instead, call.addressed());
    return foreseen(instead, call.with(() -> fields), request.without("idempotency-key"));
  }

  /**
   * What would happen to a send: as the page says, and what holds it in Griot itself. While a ban
   * keeps the account from its connection no page can say anything, and the ban says all.
   */
  private Reply foreseen(Operation instead, ApiCall call, Request request) {
    Duration startWithin = Preferences.expiresIn(request).orElse(WRITES_START_WITHIN);
    ObjectNode _ = call.fields();
    SessionView before = call.session();
    boolean isAsked = before.ban().isEmpty() || evidence.connected(before);
    if (!isAsked) {
      acceptance.check(instead, before, true);
    }
    Reply reply = isAsked ? submit(instead, call, request) : Reply.json(200, DryRuns.notAsked());
    SessionView view = isAsked ? call.session() : before;
    return governor
        .wouldHold(view.session(), call.caller().sending(), view.restriction())
        .map(hold -> DryRuns.held(reply, hold, view.now().plus(startWithin)))
        .orElse(reply);
  }

  /**
   * An idempotency key is looked up before anything of the session is judged: who repeats a request
   * that succeeded must not be told that the session is down.
   */
  private Reply submit(Operation operation, ApiCall call, Request request) {
    Optional<String> key = Preferences.idempotencyKey(request);
    Optional<Duration> expiresIn = Preferences.expiresIn(request);
    Addressed addressed = call.addressed();
    Optional<Earlier> earlier =
        key.filter(name -> call.reaches(call.sessionId()))
            .flatMap(name ->
                gateway.earlier(
                    call.caller().customer(),
                    call.sessionId(),
                    name,
                    operation,
                    addressed.written()));
    if (earlier.isPresent() && earlier.get() instanceof Earlier.Answered(var submission)) {
      return named(reply(operation, submission), submission);
    }
    SessionView view = call.session();
    Optional<Instant> stoppedUntil =
        earlier.isPresent()
            ? Optional.empty()
            : governor.stoppedUntil(
                view.session(), call.caller().sending(), operation, view.restriction());
    // WhatsApp may not say until when: then it is held without a time.
    boolean isHeldByBan = operation.writes() && view.ban().isPresent() && !evidence.connected(view);
    if (earlier.isEmpty()) {
      if (operation.withoutPage().isPresent() && !evidence.hasPage(view)) {
        return Reply.json(200, operation.withoutPage().get());
      }
      acceptance.check(operation, view, stoppedUntil.isPresent() || isHeldByBan);
      if (operation.writes()) {
        // Reads end within a minute, so they do not pile up.
        backlog.require(call.caller().customer(), view.session().generation());
      }
      steps.accept(AcceptanceStep.CHECKED);
      if (asksForCode(operation)) {
        codeRequests.asked(view.session());
        steps.accept(AcceptanceStep.CODE_ASKED);
      }
      if (stoppedUntil.isPresent()) {
        refuseInVain(operation, call, request);
      }
    }
    boolean async = Preferences.respondAsync(request) || isHeldByBan;
    Duration startWithin =
        expiresIn.orElseGet(() -> startWithin(operation, async || !evidence.connected(view)));
    // One that was accepted before has its turn.
    Admission admission =
        earlier.isPresent()
            ? Admission.FREE
            : governor.admit(
                view.session(),
                call.caller().sending(),
                operation,
                addressed.arguments(),
                startWithin,
                stoppedUntil);
    admission.turn().ifPresent(turn -> steps.accept(AcceptanceStep.TURN_TAKEN));
    CommandGateway.Order order =
        new CommandGateway.Order(
            call.caller().customer(),
            view.session().generation(),
            operation,
            addressed,
            key,
            startWithin,
            expiresIn.orElseGet(() -> startWithin(operation, true)),
            !evidence.connected(view),
            admission.turn());
    Submission submission = gateway.submit(order, async ? Instant.EPOCH : request.deadline());
    steps.accept(AcceptanceStep.ANSWER_READY);
    Reply reply =
        switch (submission) {
          case Submission.Ended ended -> reply(operation, ended);
          case Submission.Pending pending -> {
            backlog.added(call.caller().customer(), view.session().generation());
            yield Replies.pending(pending);
          }
        };
    return named(warned(reply, admission), submission);
  }

  /**
   * Under a restriction a send would be held. One that would be refused all the same, because
   * nobody has its number or WhatsApp would not take it, is refused now, where the page can say so.
   *
   * @throws ApiFailure {@code CHAT_NOT_FOUND}, {@code RESTRICTED_NEW_CHATS}, {@code
   *     NEW_CHAT_QUOTA_USED_UP}
   */
  private void refuseInVain(Operation operation, ApiCall call, Request request) {
    Optional<Operation> foreseen = catalogue.dryRunOf(operation);
    SessionView view = call.session();
    if (foreseen.isEmpty() || !evidence.connected(view)) {
      return;
    }
    CommandGateway.Order order =
        new CommandGateway.Order(
            call.caller().customer(),
            view.session().generation(),
            foreseen.get(),
            DryRuns.fieldsFor(operation, foreseen.get(), call.addressed()),
            Optional.empty(),
            READS_START_WITHIN,
            READS_START_WITHIN);
    if (gateway.submit(order, request.deadline()) instanceof Submission.Ended ended) {
      DryRuns.refusal(ended.outcome())
          .ifPresent(failure -> {
            throw failure;
          });
    }
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

  /** What changes something about a page that need not be linked yet is about linking it. */
  private static boolean asksForCode(Operation operation) {
    return operation.requires() == Requires.PAGE && operation.effect() == Effect.WRITE;
  }

  /** How long a command may wait for its start when its caller does not say. */
  private static Duration startWithin(Operation operation, boolean waits) {
    if (operation.effect() == Effect.WRITE) {
      return WRITES_START_WITHIN;
    }
    return waits ? WAITING_READS_START_WITHIN : READS_START_WITHIN;
  }

  // A command that its session's end overtook is answered as one that came after it.
  private Reply reply(Operation operation, Submission.Ended ended) {
    Outcome outcome = ended.outcome();
    boolean noSession =
        outcome instanceof Outcome.Failed failed && failed.code() == FailureCode.SESSION_NOT_FOUND;
    return noSession && operation.unknownSession().isPresent()
        ? Reply.json(200, operation.unknownSession().get())
        : Replies.of(outcome, gateway.filed(ended.command()));
  }

  private ApiOperation operation(Operation operation) {
    return Optional.ofNullable(operations.get(operation.id()))
        .orElseThrow(() -> new IllegalStateException("nobody answers " + operation.id()));
  }
}
