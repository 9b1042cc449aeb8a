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
 * @param idempotencyKey what the caller named it, if anything
 */
public record CommandOrder(
    CustomerId customer,
    Generation session,
    Operation operation,
    Addressed request,
    Optional<String> idempotencyKey,
    StartTerms terms) {

  /**
   * The command in its first attempt. The same idempotency key gives the same id.
   *
   * @param acceptedAt in whole milliseconds, as it travels: the stored and the sent command are the
   *     same
   * @param random for the id of a request without a key
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
