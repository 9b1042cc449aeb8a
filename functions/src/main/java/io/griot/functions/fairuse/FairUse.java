package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.LimitItem;
import io.griot.contract.SessionId;
import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts customers' requests, per key and per session. Thread-safe. */
public final class FairUse {
  private static final Logger log = LoggerFactory.getLogger(FairUse.class);
  private static final int MAX_NOTED = 1_000;

  /** The interval in which an instance logs a customer's refusals. */
  private static final Duration NOTED = Duration.ofSeconds(10);

  private final RateLimits rates;
  private final LimitsStore limits;
  private final BoundedCache<CustomerId, Boolean> noted;

  public FairUse(RateLimits rates, LimitsStore limits, InstantSource clock) {
    this.noted = new BoundedCache<>(MAX_NOTED, NOTED, clock);
    this.rates = rates;
    this.limits = limits;
  }

  /** The policies that apply to a request. */
  public enum Policy {
    KEY("key"),
    SESSION("session");

    private final String title;

    Policy(String title) {
      this.title = title;
    }

    /** The policy's name in headers. */
    public String title() {
      return title;
    }
  }

  /** The decision of a policy on a request. */
  public record Ruling(Policy policy, RateLimits.Verdict verdict) {}

  /** The decisions of all policies on a request. */
  public record Rulings(List<Ruling> all) {
    /** No decision. */
    public static final Rulings NONE = new Rulings(List.of());

    public Rulings {
      all = List.copyOf(all);
    }

    /** The decision that refuses the request, if there is one. */
    public Optional<Ruling> refusal() {
      return all.stream().filter(ruling -> !ruling.verdict().admitted()).findFirst();
    }
  }

  /**
   * Counts a request.
   *
   * @param session the request's session; not counted if the key's policy refuses
   */
  public Rulings ask(CustomerId customer, String keyId, Optional<SessionId> session) {
    Limits of = limits.of(customer);
    List<Ruling> all = new ArrayList<>();
    all.add(
        new Ruling(
            Policy.KEY, rates.ask(LimitItem.ofKey(customer, keyId), of.requestsPerMinute())));
    if (session.isPresent() && all.getFirst().verdict().admitted()) {
      all.add(
          new Ruling(
              Policy.SESSION,
              rates.ask(LimitItem.ofSession(session.get()), of.sessionRequestsPerMinute())));
    }
    Rulings rulings = new Rulings(all);
    rulings.refusal().ifPresent(refusal -> note(customer, refusal));
    return rulings;
  }

  /** Logs a refusal, but not each of many. */
  private void note(CustomerId customer, Ruling refusal) {
    if (noted.get(customer).isEmpty()) {
      noted.put(customer, true);
      Bound.REQUESTS
          .reached(log, customer)
          .addKeyValue("policy", refusal.policy().title())
          .addKeyValue("limit", refusal.verdict().limit())
          .log();
    }
  }

  /** The time that a refused request should at least wait. */
  public static Duration retryAfter(Ruling refusal) {
    Duration resets = refusal.verdict().resetsIn();
    return resets.isPositive() ? resets : Duration.ofSeconds(1);
  }
}
