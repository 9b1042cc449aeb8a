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

/** Counts customers' requests: those of each key, and those for each session. Thread-safe. */
public final class FairUse {
  private static final Logger log = LoggerFactory.getLogger(FairUse.class);
  private static final int MAX_NOTED = 1_000;

  /** How often an instance says of a customer that requests are refused. */
  private static final Duration NOTED = Duration.ofSeconds(10);

  private final RateLimits rates;
  private final LimitsStore limits;
  private final BoundedCache<CustomerId, Boolean> noted;

  public FairUse(RateLimits rates, LimitsStore limits, InstantSource clock) {
    this.noted = new BoundedCache<>(MAX_NOTED, NOTED, clock);
    this.rates = rates;
    this.limits = limits;
  }

  /** The policies that a request falls under. */
  public enum Policy {
    KEY("key"),
    SESSION("session");

    private final String title;

    Policy(String title) {
      this.title = title;
    }

    /** As the headers call it. */
    public String title() {
      return title;
    }
  }

  /** A policy's ruling on a request. */
  public record Ruling(Policy policy, RateLimits.Verdict verdict) {}

  /** The rulings of all policies that a request falls under. */
  public record Rulings(List<Ruling> all) {
    /** That no policy says anything. */
    public static final Rulings NONE = new Rulings(List.of());

    public Rulings {
      all = List.copyOf(all);
    }

    /** The one that refuses it. */
    public Optional<Ruling> refusal() {
      return all.stream().filter(ruling -> !ruling.verdict().admitted()).findFirst();
    }
  }

  /**
   * Counts a request.
   *
   * @param session the one that it is for; one that is refused by its key is not counted for it
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

  /** Not each of a flood. */
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

  /** How long a refused request waits at the least: others may be quicker. */
  public static Duration retryAfter(Ruling refusal) {
    Duration resets = refusal.verdict().resetsIn();
    return resets.isPositive() ? resets : Duration.ofSeconds(1);
  }
}
