package io.griot.functions.aws;

import static io.griot.functions.aws.BillingFixture.BY;
import static io.griot.functions.aws.BillingFixture.ID;
import static io.griot.functions.aws.BillingFixture.PRICE;
import static io.griot.functions.aws.BillingFixture.assertFails;
import static io.griot.functions.aws.BillingFixture.atOnce;
import static io.griot.functions.session.TestSessions.AWA;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Table;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.billing.Payment;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanJson;
import io.griot.functions.customers.Standing;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Payments that the operator takes, credits, dismisses and pays back, in DynamoDB Local. */
class OperatorPaymentsIT {
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final BillingFixture it = new BillingFixture(tables);

  @Test
  void creditsFiveDifferentPaymentsAtOnceEachOnce() throws Exception {
    List<Callable<Boolean>> calls =
        IntStream.range(0, 5)
            .<Callable<Boolean>>mapToObj(i ->
                () -> {
                  it.operator().take(AWA, PRICE, "r" + i, Optional.empty(), BY);
                  return true;
                })
            .toList();

    atOnce(calls);

    assertThat(it.ledger.of(AWA)).hasSize(5);
    assertThat(it.paidUntil()).isEqualTo(Instant.parse("2027-03-01T12:00:00Z"));
  }

  @Test
  void letsTheOperatorCreditWhatWaits() {
    it.take();

    LedgerEntry entry =
        it.operator().creditParked(ID, Optional.of(AWA), Optional.empty(), Optional.empty(), BY);

    assertThat(entry.periods()).isEqualTo(1);
    assertThat(entry.by()).isEqualTo("admin_k");
    assertThat(it.payments.parked()).isEmpty();
    it.take(); // the provider tells it once more
    assertThat(it.ledger.of(AWA)).hasSize(1);
    assertFails(
        FailureCode.CONFLICT,
        () ->
            it.operator()
                .creditParked(ID, Optional.of(AWA), Optional.empty(), Optional.empty(), BY));
  }

  @Test
  void letsTheOperatorDismissWhatWaitsForGood() {
    it.take();

    it.operator().dismiss(ID, BY);
    it.take();

    assertThat(it.payments.parked()).isEmpty();
    it.assertNothingCredited();
    assertThat(it.payments.find(ID)).get().extracting(Payment::note).isEqualTo("cash");
  }

  @Test
  void refusesWhatTheOperatorCannotMean() {
    assertFails(
        FailureCode.CUSTOMER_NOT_FOUND,
        () -> it.operator().take(new CustomerId("x"), PRICE, "r", Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> it.operator().take(AWA, new Money(10_001, "XOF"), "r", Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> it.operator().take(AWA, new Money(10_000, "XAF"), "r", Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> it.operator().take(AWA, new Money(0, "XOF"), "r", Optional.of(1), BY));
    assertFails(
        FailureCode.PAYMENT_NOT_FOUND,
        () -> it.operator().refund(ID, Optional.empty(), Optional.empty(), BY));
    it.assertNothingCredited();
  }

  @Test
  void takesAPaymentByHandOnceAndNoOtherUnderItsReference() {
    LedgerEntry first = it.operator().take(AWA, PRICE.times(2), "r", Optional.empty(), BY);
    it.clock.advance(Duration.ofDays(1));

    assertThat(it.operator().take(AWA, PRICE.times(2), "r", Optional.empty(), BY)).isEqualTo(first);
    assertFails(
        FailureCode.CONFLICT, () -> it.operator().take(AWA, PRICE, "r", Optional.empty(), BY));
    assertThat(it.ledger.of(AWA)).hasSize(1);
    assertThat(it.paidUntil()).isEqualTo(Instant.parse("2026-12-01T12:00:00Z"));
  }

  @Test
  void paysBackOnceByAnEntryOfItsOwn() {
    LedgerEntry paid = it.operator().take(AWA, PRICE.times(2), "r", Optional.empty(), BY);

    LedgerEntry back = it.operator().refund(paid.id(), Optional.of(PRICE), Optional.of(1), BY);

    assertThat(back.amount()).isEqualTo(new Money(-10_000, "XOF"));
    assertThat(back.refundOf()).contains(paid.id());
    assertThat(it.paidUntil()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(it.ledger.find(paid.id())).contains(paid);
    assertThat(it.operator().refund(paid.id(), Optional.of(PRICE), Optional.of(1), BY))
        .isEqualTo(back);
    assertFails(
        FailureCode.CONFLICT,
        () -> it.operator().refund(paid.id(), Optional.empty(), Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> it.operator().refund(back.id(), Optional.empty(), Optional.empty(), BY));
    assertThat(it.told()).containsOnly("LIVE subscription_renewed", "TEST subscription_renewed");
  }

  @Test
  void creditsNobodyWhoIsDeletedAndPaysThemBack() {
    LedgerEntry paid = it.operator().take(AWA, PRICE, "r", Optional.empty(), BY);
    it.open(1);
    DynamoDeletionStore deletions = new DynamoDeletionStore(tables.client(), tables.names());
    assertThat(deletions.begin(AWA, it.clock.instant())).isPresent();
    assertThat(deletions.finish(AWA, it.clock.instant())).isTrue();

    it.take();
    assertThat(it.payments.parked())
        .singleElement()
        .matches(payment -> payment.reason().equals(Optional.of(Payment.Reason.UNKNOWN_CUSTOMER)));
    assertFails(
        FailureCode.CUSTOMER_NOT_FOUND,
        () -> it.operator().take(AWA, PRICE, "r2", Optional.empty(), BY));
    LedgerEntry back = it.operator().refund(paid.id(), Optional.empty(), Optional.empty(), BY);

    assertThat(back.amount()).isEqualTo(PRICE.negated());
    assertThat(back.paid()).isEmpty();
    assertThat(it.ledger.of(AWA)).containsExactlyInAnyOrder(paid, back);
    assertThat(tables.get(Table.CUSTOMERS, AWA.value()))
        .doesNotContainKeys(
            CustomerItem.PAID_UNTIL, CustomerItem.SUBSCRIPTION, CustomerItem.ANNOUNCED);
  }

  @Test
  void suspendsWhoIsPaidBackEverything() {
    LedgerEntry paid = it.operator().take(AWA, PRICE, "r", Optional.empty(), BY);
    it.clock.advance(Standing.GRACE.plusDays(1));

    it.operator().refund(paid.id(), Optional.empty(), Optional.empty(), BY);

    assertThat(it.subscription().at(it.clock.instant()).serves()).isFalse();
    assertThat(it.told()).contains("LIVE subscription_suspended");
  }

  @Test
  void findsEntriesByTimeAcrossMonths() {
    for (int month = 0; month < 14; month++) {
      it.operator().take(AWA, PRICE, "r" + month, Optional.empty(), BY);
      it.clock.advance(Duration.ofDays(30));
    }

    List<LedgerEntry> entries =
        it.ledger.between(
            Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-03-01T00:00:00Z"));

    assertThat(entries)
        .extracting(entry -> entry.id().reference())
        .containsExactly("r2", "r3", "r4", "r5");
    assertThat(it.ledger.of(AWA))
        .hasSize(14)
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @Test
  void storesPlansOverThoseThatComeWithGriot() {
    assertThat(it.plans.all()).containsExactly(PlanJson.BUILT_IN.get(Plan.STANDARD));
    Plan dearer =
        new Plan(
            Plan.STANDARD,
            new Money(12_000, "XOF"),
            Period.ofMonths(1),
            5,
            5,
            new Plan.FairUse(600, 10_000, 100));

    it.plans.put(dearer);

    assertThat(it.plans.find(Plan.STANDARD)).contains(dearer);
    assertThat(it.plans.all()).containsExactly(dearer);
    assertThat(it.plans.find("none")).isEmpty();
  }
}
