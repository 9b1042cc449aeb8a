package io.griot.contract;

import java.time.LocalDate;

/**
 * Attributes of {@link Table#LIMITS}: what is counted so that no customer takes what all share.
 * Written by the API and by the function that delivers events; every item expires.
 */
public final class LimitItem {
  /**
   * S. {@link #ofKey}, {@link #ofSession}, {@link #ofWaiting}, {@link #ofUploads}, {@link
   * #ofEventWaits}, {@link #ofDeliveries}, {@link #ofReplays}, {@link #ofPairing}, {@link
   * #ofPairingCodes} or {@link #ofStrangers}.
   */
  public static final String SCOPE = "scope";

  /** N. Of a bucket: the slot of time in which tokens were last taken. */
  public static final String SLOT = "slot";

  /** N. Of a bucket: how many tokens are taken. */
  public static final String TOTAL = "total";

  /** N. Of a bucket: how many of them were taken in that slot. */
  public static final String CURRENT = "current";

  /** M of N. Of a bucket: how many were taken in earlier slots, by slot. */
  public static final String EARLIER = "earlier";

  /** M of N. Of waiting requests: until when each has its place, in unix ms, by place. */
  public static final String PLACES = "places";

  /**
   * N. Of uploads: how many places for files were given on the day. Of waits for events: how many
   * seconds were waited on the day.
   */
  public static final String COUNT = "count";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  private LimitItem() {}

  /** The requests of a key. */
  public static String ofKey(CustomerId customer, String keyId) {
    return "key:" + customer + ":" + keyId;
  }

  /** The requests for a session, whatever key they have. */
  public static String ofSession(SessionId session) {
    return "session:" + session;
  }

  /** The requests of a customer that wait for their outcome. */
  public static String ofWaiting(CustomerId customer) {
    return "waiting:" + customer;
  }

  /** The deliveries to a customer's slow receivers that are under way. */
  public static String ofDeliveries(CustomerId customer) {
    return "deliveries:" + customer;
  }

  /** A customer's uploads of a day, in UTC. */
  public static String ofUploads(CustomerId customer, LocalDate day) {
    return "uploads:" + customer + ":" + day;
  }

  /** How long a customer's requests waited for events on a day, in UTC. */
  public static String ofEventWaits(CustomerId customer, LocalDate day) {
    return "event-waits:" + customer + ":" + day;
  }

  /** How many events a customer had delivered again on a day, in UTC. */
  public static String ofReplays(CustomerId customer, LocalDate day) {
    return "replays:" + customer + ":" + day;
  }

  /** The requests of who has a session's pairing link. */
  public static String ofPairing(SessionId session) {
    return "pairing:" + session;
  }

  /** The pairing codes that are asked for by a session's pairing link. */
  public static String ofPairingCodes(SessionId session) {
    return "pairing-codes:" + session;
  }

  /** The requests from an address with a token that nobody was given. */
  public static String ofStrangers(String address) {
    return "strangers:" + Digests.base32(address);
  }
}
