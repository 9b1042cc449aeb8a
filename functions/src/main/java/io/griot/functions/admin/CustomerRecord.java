package io.griot.functions.admin;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of a customer.
 *
 * @param name what the operator calls them
 * @param contact how the operator reaches them
 * @param plan the id of their plan
 * @param createdAt empty for one from before this was noted
 * @param paidUntil empty when they never paid, or need not
 * @param suspendedAt when the operator cut them off; empty while they have not
 * @param sessions how many they have and may have, by environment
 */
public record CustomerRecord(
    CustomerId id,
    Optional<String> name,
    Optional<String> contact,
    String plan,
    Optional<Instant> createdAt,
    Optional<Instant> paidUntil,
    Optional<Instant> suspendedAt,
    Map<Environment, Sessions> sessions) {
  public CustomerRecord {
    sessions = Map.copyOf(sessions);
  }

  /** How many sessions there are, and how many there may be. */
  public record Sessions(long count, long quota) {}
}
