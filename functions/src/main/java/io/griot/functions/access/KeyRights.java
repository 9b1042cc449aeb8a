package io.griot.functions.access;

import io.griot.contract.FailureCode;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import io.griot.functions.http.ApiFailure;
import java.util.Optional;
import java.util.Set;

/**
 * The rights of a key.
 *
 * @param sessions the only sessions that it may use; empty: all of its customer
 */
public record KeyRights(String keyId, Set<Scope> scopes, Optional<Set<SessionName>> sessions) {
  public KeyRights {
    scopes = Set.copyOf(scopes);
    sessions = sessions.map(Set::copyOf);
  }

  /**
   * Whether the key may use a session of this name. For its owner, another session looks unknown.
   */
  public boolean reach(SessionName session) {
    return sessions.map(names -> names.contains(session)).orElse(true);
  }

  /**
   * Checks that the key has a scope.
   *
   * @throws ApiFailure {@code KEY_OUT_OF_SCOPE}, which names the scope
   */
  public void require(Scope scope) {
    if (!scopes.contains(scope)) {
      throw new ApiFailure(
          FailureCode.KEY_OUT_OF_SCOPE,
          FailureCode.KEY_OUT_OF_SCOPE.text() + ": this needs a key with " + scope.word());
    }
  }

  /**
   * Checks that the key may use all sessions of its customer.
   *
   * @throws ApiFailure {@code KEY_OUT_OF_SCOPE}
   */
  public void requireAllSessions() {
    if (sessions.isPresent()) {
      throw new ApiFailure(
          FailureCode.KEY_OUT_OF_SCOPE,
          FailureCode.KEY_OUT_OF_SCOPE.text() + ": this needs a key of all sessions");
    }
  }
}
