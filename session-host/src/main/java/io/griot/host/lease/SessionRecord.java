package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.util.Optional;

/**
 * What the sessions table says of a session, as far as taking it is concerned.
 *
 * @param customer whose it is
 * @param stopped whether it was stopped and not started again: no host is to take it
 * @param owner who holds the lease, or held it when it died
 * @param token of the newest lease; 0 before the first
 * @param beat the newest renewal's number; 0 before the first
 * @param checkpoint the S3 key of the newest checkpoint
 */
public record SessionRecord(
    Generation generation,
    CustomerId customer,
    SessionName name,
    Environment environment,
    boolean stopped,
    Optional<String> owner,
    long token,
    long beat,
    Optional<String> checkpoint) {

  public SessionId id() {
    return generation.session();
  }
}
