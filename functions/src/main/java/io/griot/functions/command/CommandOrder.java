package io.griot.functions.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.Operation;
import io.griot.functions.phone.Addressed;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A request that passed every check.
 *
 * @param idempotencyKey the caller's key, if any
 */
public record CommandOrder(
    CustomerId customer,
    Generation session,
    Operation operation,
    Addressed request,
    Optional<String> idempotencyKey,
    StartTerms terms) {

  /**
   * The command in its first attempt. Equal idempotency keys give equal ids.
   *
   * @param acceptedAt in whole milliseconds, as it is serialised, so that the stored and the sent
   *     command are equal
   * @param random makes the id of a request without a key
   */
  Command command(Instant acceptedAt, RandomGenerator random) {
    CommandId id =
        idempotencyKey
            .map(key -> CommandId.ofIdempotencyKey(session.session(), key))
            .orElseGet(() -> CommandId.random(random));
    return new Command(
        id,
        session.session(),
        operation.id(),
        request.arguments(),
        request.alternatives(),
        acceptedAt,
        acceptedAt.plus(terms.within()),
        1,
        terms.turn());
  }
}
