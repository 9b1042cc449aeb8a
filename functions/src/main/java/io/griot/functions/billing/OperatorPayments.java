package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import java.util.Optional;

/**
 * The operator's work with payments by hand: enters them, refunds them, and decides on those that
 * wait. Thread-safe.
 */
public final class OperatorPayments {
  private final LedgerStore ledger;
  private final PaymentStore payments;
  private final PlanStore plans;
  private final Crediting crediting;

  public OperatorPayments(
      LedgerStore ledger, PaymentStore payments, PlanStore plans, Crediting crediting) {
    this.ledger = ledger;
    this.payments = payments;
    this.plans = plans;
    this.crediting = crediting;
  }

  /**
   * The deciding operator's key and note.
   *
   * @param by the id of their key
   */
  public record Remark(String note, String by) {}

  /**
   * Credits a payment that the operator took. A repetition changes nothing.
   *
   * @param periods the number of periods of the customer's plan that were paid; when empty, the
   *     amount must be a whole number of periods
   * @throws ApiFailure {@code CUSTOMER_NOT_FOUND}, {@code INVALID_FIELD}; {@code CONFLICT} when the
   *     reference is another payment's
   */
  public LedgerEntry take(
      CustomerId customer,
      Money amount,
      String reference,
      Optional<Integer> periods,
      Remark remark) {
    EntryId id =
        EntryId.of(EntryId.MANUAL, reference).orElseThrow(() -> invalid("reference: is too long"));
    return credit(id, customer, amount, periods, remark);
  }

  /**
   * Refunds a payment once, fully or in part. A repetition changes nothing.
   *
   * @param amount empty: all
   * @param periods the number of periods taken back; empty: all that were paid
   * @throws ApiFailure {@code PAYMENT_NOT_FOUND}, {@code INVALID_FIELD}; {@code CONFLICT} when
   *     another amount was refunded
   */
  public LedgerEntry refund(
      EntryId of, Optional<Money> amount, Optional<Integer> periods, Remark remark) {
    LedgerEntry paid = ledger.find(of).orElseThrow(OperatorPayments::unknown);
    if (paid.refundOf().isPresent()) {
      throw invalid("payment: is a refund");
    }
    Money back = amount.orElse(paid.amount());
    if (!back.currency().equals(paid.amount().currency())
        || back.minor() <= 0
        || back.minor() > paid.amount().minor()) {
      throw invalid("amount: is not above 0, or more than was paid");
    }
    int taken = periods.orElse(paid.periods());
    if (taken > paid.periods()) {
      throw invalid("periods: are more than were paid");
    }
    return done(
        new Crediting.Credit(
            of.refund(),
            paid.customer(),
            back.negated(),
            paid.planId(),
            -taken,
            Optional.of(of),
            remark.note(),
            remark.by()));
  }

  /**
   * Credits a parked payment.
   *
   * @param customer empty: the customer of its page
   * @param amount empty: the amount that the provider confirmed
   * @param periods as in {@link #take}
   * @throws ApiFailure {@code PAYMENT_NOT_FOUND}, {@code CUSTOMER_NOT_FOUND}, {@code
   *     INVALID_FIELD}; {@code CONFLICT} when it is no longer parked
   */
  public LedgerEntry creditParked(
      EntryId id,
      Optional<CustomerId> customer,
      Optional<Money> amount,
      Optional<Integer> periods,
      Remark remark) {
    Payment payment = parked(id);
    CustomerId whose =
        customer
            .or(() -> payment.order().map(Payment.Order::customer))
            .orElseThrow(() -> invalid("customerId: nobody knows whose payment it is"));
    Money paid =
        amount
            .or(payment::paid)
            .orElseThrow(() -> invalid("amount: the provider has not said how much was paid"));
    return credit(id, whose, paid, periods, remark);
  }

  /**
   * Dismisses a parked payment without crediting it.
   *
   * @throws ApiFailure {@code PAYMENT_NOT_FOUND}; {@code CONFLICT} when it is no longer parked
   */
  public Payment dismiss(EntryId id, Remark remark) {
    Payment payment = parked(id);
    if (!payments.dismiss(id, remark.note())) {
      throw new ApiFailure(FailureCode.CONFLICT);
    }
    return payments.find(id).orElse(payment);
  }

  /**
   * Finds a parked payment.
   *
   * @throws ApiFailure {@code PAYMENT_NOT_FOUND}; {@code CONFLICT} when it is no longer parked
   */
  public Payment parked(EntryId id) {
    Payment payment = payments.find(id).orElseThrow(OperatorPayments::unknown);
    if (payment.status() != Payment.Status.PARKED) {
      throw new ApiFailure(FailureCode.CONFLICT, "conflict: the payment does not wait");
    }
    return payment;
  }

  private LedgerEntry credit(
      EntryId id, CustomerId customer, Money amount, Optional<Integer> periods, Remark remark) {
    if (amount.minor() <= 0) {
      throw invalid("amount: is not above 0");
    }
    Plan plan = plan(customer);
    return done(
        new Crediting.Credit(
            id,
            customer,
            amount,
            plan.id(),
            periods.orElseGet(() -> periods(plan, amount)),
            Optional.empty(),
            remark.note(),
            remark.by()));
  }

  private Plan plan(CustomerId customer) {
    Subscription subscription =
        ledger
            .subscription(customer)
            .orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND));
    return plans.named(subscription.plan());
  }

  private static int periods(Plan plan, Money amount) {
    Money price = plan.price();
    boolean fits =
        price.currency().equals(amount.currency())
            && price.minor() > 0
            && amount.minor() % price.minor() == 0
            && amount.minor() / price.minor() <= 120;
    if (!fits) {
      throw invalid("amount: is no whole number of the plan's price; say periods");
    }
    return Math.toIntExact(amount.minor() / price.minor());
  }

  private LedgerEntry done(Crediting.Credit credit) {
    return switch (crediting.credit(credit)) {
      case Crediting.Result.Done(LedgerEntry entry, boolean now) -> same(entry, credit);
      case Crediting.Result.UnknownCustomer() ->
          throw new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND);
      case Crediting.Result.Busy() -> throw new ApiFailure(FailureCode.OVERLOADED);
    };
  }

  private static LedgerEntry same(LedgerEntry entry, Crediting.Credit credit) {
    if (!entry.customer().equals(credit.customer()) || !entry.amount().equals(credit.amount())) {
      throw new ApiFailure(FailureCode.CONFLICT, "conflict: this was credited otherwise");
    }
    return entry;
  }

  private static ApiFailure unknown() {
    return new ApiFailure(FailureCode.PAYMENT_NOT_FOUND);
  }

  private static ApiFailure invalid(String why) {
    return new ApiFailure(FailureCode.INVALID_FIELD, why);
  }
}
