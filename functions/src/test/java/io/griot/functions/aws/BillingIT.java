package io.griot.functions.aws;

import static io.griot.functions.aws.BillingFixture.ID;
import static io.griot.functions.aws.BillingFixture.PRICE;
import static io.griot.functions.aws.BillingFixture.assertFails;
import static io.griot.functions.aws.BillingFixture.atOnce;
import static io.griot.functions.aws.BillingFixture.fields;
import static io.griot.functions.aws.BillingFixture.header;
import static io.griot.functions.session.TestSessions.AWA;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.AccountEvent;
import io.griot.contract.FailureCode;
import io.griot.functions.billing.BillingStep;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.billing.Notifications;
import io.griot.functions.billing.Payment;
import io.griot.functions.billing.PaymentProvider.Confirmation;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests notifications of payments, and their effect on ledger and subscriptions, in DynamoDB Local.
 */
class BillingIT {
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final BillingFixture it = new BillingFixture(tables);

  @Test
  void creditsAPaymentThatIsSignedConfirmedAndAsAskedFor() {
    it.open(1);

    it.take();

    LedgerEntry entry = it.ledger.find(ID).orElseThrow();
    assertThat(entry.amount()).isEqualTo(PRICE);
    assertThat(entry.at()).isEqualTo(it.clock.instant());
    assertThat(entry.by()).isEqualTo(LedgerEntry.BY_PROVIDER);
    assertThat(it.paidUntil()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(it.subscription().word()).isEqualTo(Subscription.Word.ACTIVE);
    assertThat(it.payments.find(ID))
        .get()
        .extracting(Payment::status)
        .isEqualTo(Payment.Status.CREDITED);
    assertThat(it.told()).containsExactly("LIVE subscription_renewed", "TEST subscription_renewed");
  }

  /** Five concurrent deliveries, one of which the process ends after this step. */
  @ParameterizedTest
  @EnumSource(BillingStep.class)
  void creditsOnceWhatIsDeliveredFiveTimesWhileAProcessDies(BillingStep step) throws Exception {
    it.open(1);
    AtomicBoolean dead = new AtomicBoolean();
    Notifications dying =
        it.notifications(done -> {
          if (done == step && dead.compareAndSet(false, true)) {
            throw new IllegalStateException("the process died after " + step);
          }
        });

    List<Boolean> answered = fiveTimes(() -> dying.take(it.provider, header("signed"), fields()));
    assertThat(dead).isTrue();
    if (answered.contains(false)) {
      it.take(); // the provider repeats a notification without an answer
    }
    it.announcer.tell(AWA); // as the supervisor does in each round

    assertThat(it.ledger.of(AWA)).hasSize(1);
    assertThat(it.paidUntil()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(it.payments.parked()).isEmpty();
    // Under one id, however often it was sent.
    assertThat(it.events)
        .extracting(AccountEvent::id)
        .isNotEmpty()
        .containsOnly(it.events.getFirst().id());
    assertThat(it.events).extracting(AccountEvent::dataType).containsOnly("subscription_renewed");
  }

  @Test
  void refusesWhatIsNotSigned() {
    it.open(1);

    assertFails(
        FailureCode.WRONG_SIGNATURE,
        () -> it.notifications().take(it.provider, header("forged"), fields()));

    it.assertNothingCredited();
    assertThat(it.payments.parked()).isEmpty();
  }

  @Test
  void parksAPaymentOfWhichNobodyKnowsWhose() {
    it.take();

    assertParked(Payment.Reason.UNKNOWN_CUSTOMER, Optional.of(PRICE));
  }

  @Test
  void parksAPaymentOfACustomerWhoIsGone() {
    it.open(1);
    tables.clear();
    it.payments.open(ID, new Payment.Order(AWA, "standard", 1, PRICE), it.clock.instant());

    it.take();

    assertParked(Payment.Reason.UNKNOWN_CUSTOMER, Optional.of(PRICE));
  }

  @Test
  void parksAWrongAmountAndAWrongCurrency() {
    it.open(1);
    it.provider.confirmation = new Confirmation.Paid(new Money(9_995, "XOF"));
    it.take();
    assertParked(Payment.Reason.WRONG_AMOUNT, Optional.of(new Money(9_995, "XOF")));

    it.provider.confirmation = new Confirmation.Paid(new Money(10_000, "XAF"));
    it.take();
    assertParked(Payment.Reason.WRONG_CURRENCY, Optional.of(new Money(10_000, "XAF")));
  }

  @Test
  void parksWhatTheProviderDoesNotConfirmAndCreditsItWhenItDoes() {
    it.open(1);
    it.provider.confirmation = new Confirmation.Pending(Optional.of("WAITING_FOR_CUSTOMER"));
    it.take();
    assertParked(Payment.Reason.UNCONFIRMED, Optional.empty());
    assertThat(it.payments.find(ID).flatMap(Payment::state)).contains("WAITING_FOR_CUSTOMER");

    it.provider.confirmation = new Confirmation.Paid(PRICE);
    it.take();

    assertThat(it.ledger.find(ID)).isPresent();
    assertThat(it.payments.parked()).isEmpty();
    assertThat(it.payments.find(ID).flatMap(Payment::state)).isEmpty();
  }

  @Test
  void losesNoPaymentThatIsConfirmedOnlyAfterItWasDismissed() {
    it.open(1);
    it.provider.confirmation = new Confirmation.Pending(Optional.empty());
    it.take();
    it.operator().dismiss(ID, BillingFixture.BY);
    it.take();
    assertThat(it.payments.parked()).isEmpty();

    it.provider.confirmation = new Confirmation.Paid(new Money(9_995, "XOF"));
    it.take();
    assertParked(Payment.Reason.WRONG_AMOUNT, Optional.of(new Money(9_995, "XOF")));
    it.operator().dismiss(ID, BillingFixture.BY);
    it.take();
    assertThat(it.payments.parked()).isEmpty();

    it.provider.confirmation = new Confirmation.Paid(PRICE);
    it.take();
    assertThat(it.ledger.of(AWA)).hasSize(1);
  }

  @Test
  void parksWhatTheProviderCannotBeAskedForAndHasItToldAgain() {
    it.open(1);
    it.provider.confirmation = null;

    assertFails(FailureCode.OVERLOADED, it::take);

    assertParked(Payment.Reason.UNCONFIRMED, Optional.empty());
  }

  @Test
  void forgetsWhatWillNotBePaid() {
    it.open(1);
    it.provider.confirmation = new Confirmation.Pending(Optional.empty());
    it.take();
    it.provider.confirmation = new Confirmation.Failed();

    it.take();

    it.assertNothingCredited();
    assertThat(it.payments.parked()).isEmpty();
    assertThat(it.payments.find(ID))
        .get()
        .extracting(Payment::status)
        .isEqualTo(Payment.Status.FAILED);
  }

  private void assertParked(Payment.Reason reason, Optional<Money> paid) {
    assertThat(it.payments.parked())
        .singleElement()
        .satisfies(payment -> {
          assertThat(payment.reason()).contains(reason);
          assertThat(payment.paid()).isEqualTo(paid);
        });
    it.assertNothingCredited();
  }

  /** Runs the call five times concurrently. Returns whether each was answered. */
  private static List<Boolean> fiveTimes(Runnable call) throws Exception {
    Callable<Boolean> one =
        () -> {
          try {
            call.run();
            return true;
          } catch (IllegalStateException | ApiFailure e) {
            return false;
          }
        };
    return atOnce(List.of(one, one, one, one, one));
  }
}
