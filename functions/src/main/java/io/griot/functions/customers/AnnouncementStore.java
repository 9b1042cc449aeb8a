package io.griot.functions.customers;

import io.griot.contract.CustomerId;
import java.util.Optional;

/** Where it is kept what customers were told. */
public interface AnnouncementStore {
  /** A customer's subscription as of now, and what they were told of it. */
  Optional<Told> find(CustomerId customer);

  /**
   * Stores what a customer was told, on condition that it was this before.
   *
   * @return false when somebody else told them something meanwhile
   */
  boolean told(CustomerId customer, Announcement before, Announcement now);

  /** A customer's subscription, and what they were told of it. */
  record Told(Subscription subscription, Announcement announcement) {}
}
