package io.griot.functions.customers;

import io.griot.contract.CustomerId;
import java.util.Optional;

/** Stores the announcements made to customers. */
public interface AnnouncementStore {
  /** A customer's subscription and last announcement, with a consistent read. */
  Optional<Told> find(CustomerId customer);

  /**
   * Stores an announcement, on condition that the previous one is as given.
   *
   * @return false when another announcement was stored meanwhile
   */
  boolean told(CustomerId customer, Announcement before, Announcement now);

  /** A customer's subscription and last announcement. */
  record Told(Subscription subscription, Announcement announcement) {}
}
