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
 * @param name the operator's name for them
 * @param contact the operator's way to reach them
 * @param plan the id of their plan
 * @param createdAt empty for customers from before this was stored
 * @param paidUntil empty when they never paid, or need not
 * @param suspendedAt when the operator suspended them; empty while not suspended
 * @param account their subscription, and how many sessions they have and were granted
 * @param limits those of their own, by the names that limits have
 * @param deletion its progress; empty for customers that are not deleted
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
