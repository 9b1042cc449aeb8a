package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Audience;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Runs;
import io.griot.functions.access.Authentication;
import io.griot.functions.access.Caller;
import io.griot.functions.access.Identity;
import io.griot.functions.access.Operator;
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
import io.griot.functions.session.SessionStore;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests. It checks key, operation, session and fields; then the operation's {@link
 * ApiOperations} answers, or a command for the session's host ({@link CommandAcceptance}). It
 * contains no code for single operations. Thread-safe.
 *
 * <p>The checks are in the original API's order, so that a request with several faults gets the
 * answer that clients expect.
 */
public final class Api {
  private final Catalogue catalogue;
  private final Authentication authentication;
  private final SessionStore sessions;
  private final Map<String, ApiOperation> operations;
  private final FairUse fairUse;
  private final CommandAcceptance commands;
  private final DryRunner dryRuns;
  private final RequestValidator validator = new RequestValidator();

  /**
   * @param operations the operations that the API answers itself, by id
   * @param commands answers all others
   */
  public Api(
      Catalogue catalogue,
      Authentication authentication,
      SessionStore sessions,
      Map<String, ApiOperation> operations,
      FairUse fairUse,
      CommandAcceptance commands,
      DryRunner dryRuns) {
    for (Operation operation : catalogue.operations()) {
      if (operation.runs() == Runs.API && !operations.containsKey(operation.id())) {
        throw new IllegalArgumentException("no code answers " + operation.id());
      }
    }
    this.catalogue = catalogue;
    this.authentication = authentication;
    this.sessions = sessions;
    this.operations = Map.copyOf(operations);
    this.fairUse = fairUse;
    this.commands = commands;
    this.dryRuns = dryRuns;
  }

  /** The answer to a request; refusals are answers too. A {@code HEAD} is answered like a GET. */
  public Reply answer(Request request) {
    try {
      return route(request.method().equals("HEAD") ? request.as("GET") : request);
    } catch (ApiFailure failure) {
      return Replies.of(failure);
    }
  }

  /**
   * Compiles the schemas of all operations and loads the metadata of phone numbers, which would
   * otherwise slow the first requests.
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
              ? counted(caller, operation, call)
              : run(operation, call);
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
   * Answers a request that counts for its key's and its session's rate limit; refused requests have
   * the headers too. A session that the key may not use is not counted, because it must look
   * unknown.
   */
  private Reply counted(Caller caller, Operation operation, ApiCall call) {
    Rulings rulings =
        fairUse.ask(
            caller.customer(),
            caller.environment(),
            caller.rights().keyId(),
            call.namedSession().filter(call::reaches));
    return RateLimitHeaders.on(
        rulings.refusal().map(Api::refused).orElseGet(() -> answered(operation, call)), rulings);
  }

  private Reply answered(Operation operation, ApiCall call) {
    try {
      return run(operation, call);
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

  /**
   * Checks that the key belongs to the operation's audience. For other audiences the key is
   * invalid.
   */
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

  private Reply run(Operation operation, ApiCall call) {
    try {
      if (operation.effect() == Effect.WRITE && Preferences.dryRun(call.request())) {
        return dryRuns.run(operation, call);
      }
      if (catalogue.foresees(operation)) {
        return dryRuns.foresee(operation, call);
      }
      return operation.runs() == Runs.API
          ? operation(operation).answer(call)
          : commands.answer(operation, call);
    } catch (ApiFailure failure) {
      if (failure.code() == FailureCode.SESSION_NOT_FOUND
          && operation.unknownSession().isPresent()) {
        return Reply.json(200, operation.unknownSession().get());
      }
      throw failure;
    }
  }

  private ApiOperation operation(Operation operation) {
    return Optional.ofNullable(operations.get(operation.id()))
        .orElseThrow(() -> new IllegalStateException("no code answers " + operation.id()));
  }
}
