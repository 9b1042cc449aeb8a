package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.customers.Renewal;
import io.griot.functions.customers.Subscription;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credits payments and refunds, each exactly once: the entry's id is the payment's own, and entry
 * and subscription are written together. A call may be repeated, after a second notification or
 * after a crash at any point. Thread-safe.
 */
public final class Crediting {
  private static final Logger log = LoggerFactory.getLogger(Crediting.class);

  /** The number of attempts while others write the customer's item. */
  private static final int TRIES = 20;

  private final LedgerStore ledger;
  private final PlanStore plans;
  private final Consumer<CustomerId> tell;
  private final InstantSource clock;
  private final Consumer<BillingStep> steps;

  /** The result of crediting a payment. */
  public sealed interface Result {
    /**
     * The entry is in the ledger.
     *
     * @param now whether this call added it
     */
    record Done(LedgerEntry entry, boolean now) implements Result {}

    record UnknownCustomer() implements Result {}

    /** Others wrote the customer's item during every attempt. Nothing was written here. */
    record Busy() implements Result {}
  }

  /**
   * A payment to be credited.
   *
   * @param periods of the plan; negative for a refund; 0 leaves the subscription as it is
   * @param refundOf the entry that is refunded
   * @param by see {@link LedgerEntry#by}
   */
  public record Credit(
      EntryId id,
      CustomerId customer,
      Money amount,
      String planId,
      int periods,
      Optional<EntryId> refundOf,
      String note,
      String by) {}

  /**
   * @param tell announces the subscription's state to the customer; after a crash before it, the
   *     supervisor does that
   */
  public Crediting(
      LedgerStore ledger,
      PlanStore plans,
      Consumer<CustomerId> tell,
      InstantSource clock,
      Consumer<BillingStep> steps) {
    this.ledger = ledger;
    this.plans = plans;
    this.tell = tell;
    this.clock = clock;
    this.steps = steps;
  }

  /** The entry of a payment; empty while it is not credited. */
  public Optional<LedgerEntry> find(EntryId id) {
    return ledger.find(id);
  }

  public Result credit(Credit credit) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<LedgerEntry> present = ledger.find(credit.id());
      if (present.isPresent()) {
        return new Result.Done(present.get(), false);
      }
      // A deleted customer may get a refund, and has no subscription that this changes.
      Optional<Subscription> seen =
          ledger
              .subscription(credit.customer())
              .or(() -> credit.refundOf().map(any -> Subscription.NONE));
      if (seen.isEmpty()) {
        return new Result.UnknownCustomer();
      }
      LedgerEntry entry = entry(credit, seen.get());
      steps.accept(BillingStep.SEEN);
      if (ledger.add(entry, seen.get()) == LedgerStore.Addition.ADDED) {
        steps.accept(BillingStep.CREDITED);
        return done(entry);
      }
    }
    return new Result.Busy();
  }

  private Result done(LedgerEntry entry) {
    log.atInfo()
        .addKeyValue("customerId", entry.customer())
        .addKeyValue("kind", entry.kind())
        .log("payment.credited");
    tell.accept(entry.customer());
    steps.accept(BillingStep.TOLD);
    return new Result.Done(entry, true);
  }

  /** Makes the entry. A refund gives no end to a subscription without an end. */
  private LedgerEntry entry(Credit credit, Subscription seen) {
    boolean endless = credit.periods() < 0 && seen.paidUntil().isEmpty();
    int periods = endless ? 0 : credit.periods();
    return new LedgerEntry(
        credit.id(),
        credit.customer(),
        clock.instant(),
        credit.amount(),
        credit.planId(),
        periods,
        periods == 0
            ? Optional.empty()
            : Optional.of(Renewal.of(seen, plans.named(credit.planId()), periods, clock.instant())),
        credit.refundOf(),
        credit.note(),
        credit.by());
  }
}
