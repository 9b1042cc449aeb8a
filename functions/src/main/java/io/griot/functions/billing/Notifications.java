package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.functions.billing.PaymentProvider.Confirmation;
import io.griot.functions.customers.Money;
import io.griot.functions.http.ApiFailure;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes providers' notifications. A payment is credited when the provider signed the
 * notification and confirms the payment on request, when a page was opened for it here, and when
 * the amount is that of the page. A signed notification that lacks any of the rest waits for the
 * operator's decision. Thread-safe.
 */
public final class Notifications {
  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  private static final Optional<Payment.Reason> UNKNOWN =
      Optional.of(Payment.Reason.UNKNOWN_CUSTOMER);

  private final PaymentStore payments;
  private final Crediting crediting;
  private final InstantSource clock;
  private final Consumer<BillingStep> steps;

  public Notifications(
      PaymentStore payments,
      Crediting crediting,
      InstantSource clock,
      Consumer<BillingStep> steps) {
    this.payments = payments;
    this.crediting = crediting;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * Processes a notification. May be called again with the same one, also concurrently.
   *
   * @throws ApiFailure {@code WRONG_SIGNATURE}; {@code OVERLOADED} when the provider should send it
   *     again
   */
  public void take(
      PaymentProvider provider, Function<String, Optional<String>> header, ObjectNode fields) {
    EntryId id = id(provider, provider.reference(header, fields));
    steps.accept(BillingStep.SIGNED);
    if (crediting.find(id).isEmpty()) {
      settle(provider, id);
    }
  }

  private static EntryId id(PaymentProvider provider, String reference) {
    return EntryId.of(provider.name(), reference)
        .orElseThrow(() -> new ApiFailure(FailureCode.WRONG_SIGNATURE));
  }

  /** Asks the provider for the state of a payment, and credits, parks or closes it accordingly. */
  public void settle(PaymentProvider provider, EntryId id) {
    switch (confirmed(provider, id)) {
      case Confirmation.Paid(Money amount) -> paid(id, amount);
      case Confirmation.Pending(Optional<String> state) -> unconfirmed(id, state);
      case Confirmation.Failed() -> payments.fail(id, clock.instant());
    }
  }

  private Confirmation confirmed(PaymentProvider provider, EntryId id) {
    try {
      Confirmation confirmation = provider.confirm(id.reference());
      steps.accept(BillingStep.CONFIRMED);
      return confirmation;
    } catch (ProviderUnreachableException e) {
      log.atWarn().setCause(e).addKeyValue("provider", id.provider()).log("payment.unconfirmed");
      unconfirmed(id, Optional.empty());
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
  }

  private void paid(EntryId id, Money amount) {
    Optional<Payment.Order> order = payments.find(id).flatMap(Payment::order);
    Optional<Payment.Reason> wrong = order.map(o -> wrong(o.amount(), amount)).orElse(UNKNOWN);
    if (wrong.isPresent()) {
      park(id, wrong.get(), amount);
    } else {
      credit(id, amount, order.orElseThrow());
    }
  }

  private static Optional<Payment.Reason> wrong(Money asked, Money paid) {
    if (!asked.currency().equals(paid.currency())) {
      return Optional.of(Payment.Reason.WRONG_CURRENCY);
    }
    return asked.equals(paid) ? Optional.empty() : Optional.of(Payment.Reason.WRONG_AMOUNT);
  }

  private void credit(EntryId id, Money amount, Payment.Order order) {
    Crediting.Result result =
        crediting.credit(
            new Crediting.Credit(
                id,
                order.customer(),
                amount,
                order.planId(),
                order.periods(),
                Optional.empty(),
                "",
                LedgerEntry.BY_PROVIDER));
    switch (result) {
      case Crediting.Result.Done(LedgerEntry entry, boolean now) -> {}
      case Crediting.Result.UnknownCustomer() -> park(id, Payment.Reason.UNKNOWN_CUSTOMER, amount);
      case Crediting.Result.Busy() -> throw new ApiFailure(FailureCode.OVERLOADED);
    }
  }

  private void unconfirmed(EntryId id, Optional<String> state) {
    park(id, Payment.Reason.UNCONFIRMED, Optional.empty(), state);
  }

  private void park(EntryId id, Payment.Reason reason, Money paid) {
    park(id, reason, Optional.of(paid), Optional.empty());
  }

  private void park(
      EntryId id, Payment.Reason reason, Optional<Money> paid, Optional<String> state) {
    boolean parked = payments.park(id, reason, paid, state, clock.instant());
    log.atWarn()
        .addKeyValue("provider", id.provider())
        .addKeyValue("reason", reason)
        .addKeyValue("state", state.orElse(""))
        .addKeyValue("done", parked)
        .log("payment.parked");
  }
}
