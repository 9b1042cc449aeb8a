package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Account;
import io.griot.functions.deletion.Deletion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A stored customer.
 *
 * @param name what the operator calls them
 * @param contact how the operator reaches them
 * @param plan the id of their plan
 * @param createdAt empty for one from before this was noted
 * @param paidUntil empty when they never paid, or need not
 * @param suspendedAt when the operator cut them off; empty while they have not
 * @param account their subscription, and how many sessions they have and were granted
 * @param limits those of their own, by the names that limits have
 * @param deletion how far it is; empty for those who stay
 */
public record CustomerRecord(
    CustomerId id,
    Optional<String> name,
    Optional<String> contact,
    String plan,
    Optional<Instant> createdAt,
    Optional<Instant> paidUntil,
    Optional<Instant> suspendedAt,
    Account account,
    Map<String, Long> limits,
    Optional<Deletion> deletion) {
  public CustomerRecord {
    limits = Map.copyOf(limits);
  }
}
