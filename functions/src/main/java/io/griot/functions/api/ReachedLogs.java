package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.SessionName;
import io.griot.functions.access.Caller;
import io.griot.functions.eventlog.EventLogStore;
import io.griot.functions.eventlog.LogId;
import io.griot.functions.http.ApiFailure;
import java.util.List;
import java.util.Optional;

/** The event logs that a caller's key may read. Thread-safe. */
public record ReachedLogs(EventLogStore logs) {
  /**
   * The logs of one session, or of all. A session without a log is unknown if it does not exist.
   *
   * @throws ApiFailure {@code SESSION_NOT_FOUND}
   */
  List<LogId> of(ApiCall call, Optional<SessionName> session) {
    Caller caller = call.caller();
    List<LogId> reached =
        logs.of(caller.customer(), caller.environment()).stream()
            .filter(log -> isReached(log, caller))
            .toList();
    if (session.isEmpty()) {
      return reached;
    }
    List<LogId> one = reached.stream().filter(log -> log.name().equals(session)).toList();
    boolean isThere = !one.isEmpty() || call.isThere(session.get());
    if (!isThere) {
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    return one;
  }

  /** The account's log is only for keys of all sessions. */
  private static boolean isReached(LogId log, Caller caller) {
    return log.name().map(caller.rights()::reach).orElse(caller.rights().sessions().isEmpty());
  }

  /**
   * The session in the field {@code sessionId}; empty when the field is absent.
   *
   * @throws ApiFailure {@code INVALID_SESSION_NAME}
   */
  static Optional<SessionName> session(ObjectNode fields) {
    return Optional.of(fields.path("sessionId").asText(""))
        .filter(name -> !name.isEmpty())
        .map(name -> {
          if (!SessionName.isValid(name)) {
            throw new ApiFailure(FailureCode.INVALID_SESSION_NAME);
          }
          return new SessionName(name);
        });
  }
}
