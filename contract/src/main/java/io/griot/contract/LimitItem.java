package io.griot.contract;

import java.time.LocalDate;

/**
 * Attributes of {@link Table#LIMITS}: counters that keep one customer from using up shared
 * resources. The API and the function that delivers events write them; every item expires.
 */
public final class LimitItem {
  /**
   * S. {@link #ofKey}, {@link #ofSession}, {@link #ofWaiting}, {@link #ofUploads}, {@link
   * #ofEventWaits}, {@link #ofDeliveries}, {@link #ofReplays}, {@link #ofPairing}, {@link
   * #ofPairingCodes} or {@link #ofStrangers}.
   */
  public static final String SCOPE = "scope";

  /** N. Of a bucket: the time slot in which tokens were last taken. */
  public static final String SLOT = "slot";

  /** N. Of a bucket: the number of tokens taken. */
  public static final String TOTAL = "total";

  /** N. Of a bucket: the number of tokens taken in {@link #SLOT}. */
  public static final String CURRENT = "current";

  /** M of N. Of a bucket: the numbers of tokens taken in earlier slots, by slot. */
  public static final String EARLIER = "earlier";

  /** M of N. Of waiting requests: the end of each request's place in unix ms, by place. */
  public static final String PLACES = "places";

  /**
   * N. Of uploads: the number of upload places given on the day. Of waits for events: the seconds
   * waited on the day.
   */
  public static final String COUNT = "count";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  private LimitItem() {}

  /** The requests with a key. */
  public static String ofKey(CustomerId customer, String keyId) {
    return "key:" + customer + ":" + keyId;
  }

  /** The requests for a session, with any key. */
  public static String ofSession(SessionId session) {
    return "session:" + session;
  }

  /** The requests of a customer that wait for an outcome. */
  public static String ofWaiting(CustomerId customer) {
    return "waiting:" + customer;
  }

  /** The running deliveries to a customer's slow receivers. */
  public static String ofDeliveries(CustomerId customer) {
    return "deliveries:" + customer;
  }

  /** A customer's uploads of a day, in UTC. */
  public static String ofUploads(CustomerId customer, LocalDate day) {
    return "uploads:" + customer + ":" + day;
  }

  /** The time that a customer's requests waited for events on a day, in UTC. */
  public static String ofEventWaits(CustomerId customer, LocalDate day) {
    return "event-waits:" + customer + ":" + day;
  }

  /** The number of events that a customer had delivered again on a day, in UTC. */
  public static String ofReplays(CustomerId customer, LocalDate day) {
    return "replays:" + customer + ":" + day;
  }

  /** The requests with a session's pairing link. */
  public static String ofPairing(SessionId session) {
    return "pairing:" + session;
  }

  /** The pairing codes requested with a session's pairing link. */
  public static String ofPairingCodes(SessionId session) {
    return "pairing-codes:" + session;
  }

  /** The requests from an address with an unknown token. */
  public static String ofStrangers(String address) {
    return "strangers:" + Digests.base32(address);
  }
}
