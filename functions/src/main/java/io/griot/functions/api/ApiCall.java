package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.access.Caller;
import io.griot.functions.access.Identity;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Request;
import io.griot.functions.phone.Addressed;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call of an operation, with its caller and session. Used by one thread. */
public final class ApiCall {
  private final Optional<Identity> identity;
  private final Map<String, String> parameters;
  private final SessionStore sessions;
  private final Request request;
  private final Supplier<Addressed> addressed;
  private @Nullable Addressed valid;

  /**
   * A call.
   *
   * @param identity empty for an open operation
   * @param parameters the path's parameters
   * @param addressed reads and validates the request's fields
   */
  ApiCall(
      Optional<Identity> identity,
      Map<String, String> parameters,
      SessionStore sessions,
      Request request,
      Supplier<Addressed> addressed) {
    this.identity = identity;
    this.parameters = parameters;
    this.sessions = sessions;
    this.request = request;
    this.addressed = addressed;
  }

  /** A copy with another request and other fields. */
  ApiCall with(Request other, Supplier<Addressed> fields) {
    return new ApiCall(identity, parameters, sessions, other, fields);
  }

  /**
   * The customer who calls.
   *
   * @throws ApiFailure {@code INVALID_API_KEY} when the caller is no customer
   */
  public Caller caller() {
    return identity
        .filter(Caller.class::isInstance)
        .map(Caller.class::cast)
        .orElseThrow(() -> new ApiFailure(FailureCode.INVALID_API_KEY));
  }

  /** The id of the caller's key. */
  public String keyId() {
    return identity
        .map(who -> who.rights().keyId())
        .orElseThrow(() -> new ApiFailure(FailureCode.INVALID_API_KEY));
  }

  public Request request() {
    return request;
  }

  /**
   * The request's validated fields.
   *
   * @throws ApiFailure {@code MALFORMED_JSON}, {@code INVALID_FIELD}
   */
  public ObjectNode fields() {
    return addressed().arguments();
  }

  /**
   * The request's validated fields with the people that they name.
   *
   * @throws ApiFailure {@code MALFORMED_JSON}, {@code INVALID_FIELD}
   */
  Addressed addressed() {
    if (valid == null) {
      valid = addressed.get();
    }
    return valid;
  }

  /** The caller's sessions: those of the key's environment that the key may use. */
  List<SessionView> sessions() {
    Caller caller = caller();
    return sessions.of(caller.customer()).stream()
        .filter(view -> view.session().environment() == caller.environment())
        .filter(view -> caller.rights().reach(view.session().name()))
        .toList();
  }

  /** Whether a session of this name exists and the caller's key may use it. */
  boolean isThere(SessionName name) {
    Caller caller = caller();
    return caller.rights().reach(name)
        && sessions
            .find(SessionId.of(caller.customer(), name))
            .filter(view -> view.session().environment() == caller.environment())
            .isPresent();
  }

  /** A parameter of the path; an empty text when it is absent. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /**
   * The session's name.
   *
   * @throws ApiFailure {@code INVALID_SESSION_NAME}
   */
  SessionName sessionName() {
    String text = parameter("sessionId");
    if (!SessionName.isValid(text)) {
      throw new ApiFailure(FailureCode.INVALID_SESSION_NAME);
    }
    return new SessionName(text);
  }

  /**
   * The id for the session's name, whether or not the session exists.
   *
   * @throws ApiFailure {@code INVALID_SESSION_NAME}
   */
  SessionId sessionId() {
    return SessionId.of(caller().customer(), sessionName());
  }

  /** The id of the session in the path; empty if the path has no valid session name. */
  Optional<SessionId> namedSession() {
    return Optional.of(parameter("sessionId"))
        .filter(SessionName::isValid)
        .map(name -> SessionId.of(caller().customer(), new SessionName(name)));
  }

  /** Whether the caller's key may use a session of its customer. */
  boolean reaches(SessionId session) {
    Caller caller = caller();
    return caller
        .rights()
        .sessions()
        .map(names ->
            names.stream().anyMatch(name -> SessionId.of(caller.customer(), name).equals(session)))
        .orElse(true);
  }

  /**
   * The session's current state. Another customer's session cannot be requested, because ids derive
   * from the customer. A session of the other environment counts as absent, so that no test key
   * ever writes to a real person; so does one that the key may not use.
   *
   * @throws ApiFailure {@code INVALID_SESSION_NAME}, {@code SESSION_NOT_FOUND}
   */
  SessionView session() {
    return presentSession().orElseThrow(() -> new ApiFailure(FailureCode.SESSION_NOT_FOUND));
  }

  /**
   * As {@link #session}; empty when there is none.
   *
   * @throws ApiFailure {@code INVALID_SESSION_NAME}
   */
  Optional<SessionView> presentSession() {
    return Optional.of(sessionId())
        .filter(this::reaches)
        .flatMap(sessions::find)
        .filter(view -> view.session().environment() == caller().environment());
  }
}
