package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.functions.billing.BillingStep;
import io.griot.functions.billing.Crediting;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.billing.Notifications;
import io.griot.functions.billing.OperatorPayments;
import io.griot.functions.billing.Payment;
import io.griot.functions.billing.PaymentProvider;
import io.griot.functions.billing.PaymentProvider.Confirmation;
import io.griot.functions.billing.ProviderUnreachableException;
import io.griot.functions.customers.Announcer;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanJson;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.session.MovableClock;
import io.griot.local.aws.LocalTables;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ledger, payments and what they do to subscriptions, in DynamoDB Local. */
class BillingIT {
  private static final Money PRICE = new Money(10_000, "XOF");
  private static final EntryId ID = new EntryId("cinetpay", "griot1");
  private static final OperatorPayments.Remark BY = new OperatorPayments.Remark("cash", "admin_k");
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final MovableClock clock = new MovableClock();
  private final DynamoLedgerStore ledger = new DynamoLedgerStore(tables.client(), tables.names());
  private final DynamoPaymentStore payments =
      new DynamoPaymentStore(tables.client(), tables.names());
  private final DynamoPlanStore plans = new DynamoPlanStore(tables.client(), tables.names());
  private final List<AccountEvent> events = new CopyOnWriteArrayList<>();
  private final Announcer announcer =
      new Announcer(
          new DynamoAnnouncementStore(tables.client(), tables.names()), events::add, clock);
  private final Provider provider = new Provider();

  @BeforeEach
  void clear() {
    tables.clear();
    customer(AWA);
  }

  @Test
  void creditsAPaymentThatIsSignedConfirmedAndAsAskedFor() {
    open(1);

    take();

    LedgerEntry entry = ledger.find(ID).orElseThrow();
    assertThat(entry.amount()).isEqualTo(PRICE);
    assertThat(entry.at()).isEqualTo(clock.instant());
    assertThat(entry.by()).isEqualTo(LedgerEntry.BY_PROVIDER);
    assertThat(paidUntil()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(subscription().word()).isEqualTo(Subscription.Word.ACTIVE);
    assertThat(payments.find(ID))
        .get()
        .extracting(Payment::status)
        .isEqualTo(Payment.Status.CREDITED);
    assertThat(told()).containsExactly("LIVE subscription_renewed", "TEST subscription_renewed");
  }

  /** Five deliveries at once, and the process dies in one of them after this step. */
  @ParameterizedTest
  @EnumSource(BillingStep.class)
  void creditsOnceWhatIsDeliveredFiveTimesWhileAProcessDies(BillingStep step) throws Exception {
    open(1);
    AtomicBoolean dead = new AtomicBoolean();
    Notifications dying =
        notifications(done -> {
          if (done == step && dead.compareAndSet(false, true)) {
            throw new IllegalStateException("the process died after " + step);
          }
        });

    List<Boolean> answered = fiveTimes(() -> dying.take(provider, header("signed"), fields()));
    assertThat(dead).isTrue();
    if (answered.contains(false)) {
      take(); // whoever got no answer tells it again
    }
    announcer.tell(AWA); // as the supervisor does in each round

    assertThat(ledger.of(AWA)).hasSize(1);
    assertThat(paidUntil()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(payments.parked()).isEmpty();
    // Under one id, however often it was sent.
    assertThat(events)
        .extracting(AccountEvent::id)
        .isNotEmpty()
        .containsOnly(events.getFirst().id());
    assertThat(events).extracting(AccountEvent::dataType).containsOnly("subscription_renewed");
  }

  @Test
  void creditsFiveDifferentPaymentsAtOnceEachOnce() throws Exception {
    List<Callable<Boolean>> calls =
        IntStream.range(0, 5)
            .<Callable<Boolean>>mapToObj(i ->
                () -> {
                  operator().take(AWA, PRICE, "r" + i, Optional.empty(), BY);
                  return true;
                })
            .toList();

    atOnce(calls);

    assertThat(ledger.of(AWA)).hasSize(5);
    assertThat(paidUntil()).isEqualTo(Instant.parse("2027-03-01T12:00:00Z"));
  }

  @Test
  void refusesWhatIsNotSigned() {
    open(1);

    assertFails(
        FailureCode.WRONG_SIGNATURE,
        () -> notifications().take(provider, header("forged"), fields()));

    assertNothingCredited();
    assertThat(payments.parked()).isEmpty();
  }

  @Test
  void parksAPaymentOfWhichNobodyKnowsWhose() {
    take();

    assertParked(Payment.Reason.UNKNOWN_CUSTOMER, Optional.of(PRICE));
  }

  @Test
  void parksAPaymentOfACustomerWhoIsGone() {
    open(1);
    tables.clear();
    payments.open(ID, new Payment.Order(AWA, "standard", 1, PRICE), clock.instant());

    take();

    assertParked(Payment.Reason.UNKNOWN_CUSTOMER, Optional.of(PRICE));
  }

  @Test
  void parksAWrongAmountAndAWrongCurrency() {
    open(1);
    provider.confirmation = new Confirmation.Paid(new Money(9_995, "XOF"));
    take();
    assertParked(Payment.Reason.WRONG_AMOUNT, Optional.of(new Money(9_995, "XOF")));

    provider.confirmation = new Confirmation.Paid(new Money(10_000, "XAF"));
    take();
    assertParked(Payment.Reason.WRONG_CURRENCY, Optional.of(new Money(10_000, "XAF")));
  }

  @Test
  void parksWhatTheProviderDoesNotConfirmAndCreditsItWhenItDoes() {
    open(1);
    provider.confirmation = new Confirmation.Pending();
    take();
    assertParked(Payment.Reason.UNCONFIRMED, Optional.empty());

    provider.confirmation = new Confirmation.Paid(PRICE);
    take();

    assertThat(ledger.find(ID)).isPresent();
    assertThat(payments.parked()).isEmpty();
  }

  @Test
  void parksWhatTheProviderCannotBeAskedForAndHasItToldAgain() {
    open(1);
    provider.confirmation = null;

    assertFails(FailureCode.OVERLOADED, this::take);

    assertParked(Payment.Reason.UNCONFIRMED, Optional.empty());
  }

  @Test
  void forgetsWhatWillNotBePaid() {
    open(1);
    provider.confirmation = new Confirmation.Pending();
    take();
    provider.confirmation = new Confirmation.Failed();

    take();

    assertNothingCredited();
    assertThat(payments.parked()).isEmpty();
    assertThat(payments.find(ID))
        .get()
        .extracting(Payment::status)
        .isEqualTo(Payment.Status.FAILED);
  }

  @Test
  void letsTheOperatorCreditWhatWaits() {
    take();

    LedgerEntry entry =
        operator().creditParked(ID, Optional.of(AWA), Optional.empty(), Optional.empty(), BY);

    assertThat(entry.periods()).isEqualTo(1);
    assertThat(entry.by()).isEqualTo("admin_k");
    assertThat(payments.parked()).isEmpty();
    take(); // the provider tells it once more
    assertThat(ledger.of(AWA)).hasSize(1);
    assertFails(
        FailureCode.CONFLICT,
        () ->
            operator().creditParked(ID, Optional.of(AWA), Optional.empty(), Optional.empty(), BY));
  }

  @Test
  void letsTheOperatorDismissWhatWaitsForGood() {
    take();

    operator().dismiss(ID, BY);
    take();

    assertThat(payments.parked()).isEmpty();
    assertNothingCredited();
    assertThat(payments.find(ID)).get().extracting(Payment::note).isEqualTo("cash");
  }

  @Test
  void refusesWhatTheOperatorCannotMean() {
    assertFails(
        FailureCode.CUSTOMER_NOT_FOUND,
        () -> operator().take(new CustomerId("x"), PRICE, "r", Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> operator().take(AWA, new Money(10_001, "XOF"), "r", Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> operator().take(AWA, new Money(10_000, "XAF"), "r", Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> operator().take(AWA, new Money(0, "XOF"), "r", Optional.of(1), BY));
    assertFails(
        FailureCode.PAYMENT_NOT_FOUND,
        () -> operator().refund(ID, Optional.empty(), Optional.empty(), BY));
    assertNothingCredited();
  }

  @Test
  void takesAPaymentByHandOnceAndNoOtherUnderItsReference() {
    LedgerEntry first = operator().take(AWA, PRICE.times(2), "r", Optional.empty(), BY);
    clock.advance(Duration.ofDays(1));

    assertThat(operator().take(AWA, PRICE.times(2), "r", Optional.empty(), BY)).isEqualTo(first);
    assertFails(FailureCode.CONFLICT, () -> operator().take(AWA, PRICE, "r", Optional.empty(), BY));
    assertThat(ledger.of(AWA)).hasSize(1);
    assertThat(paidUntil()).isEqualTo(Instant.parse("2026-12-01T12:00:00Z"));
  }

  @Test
  void paysBackOnceByAnEntryOfItsOwn() {
    LedgerEntry paid = operator().take(AWA, PRICE.times(2), "r", Optional.empty(), BY);

    LedgerEntry back = operator().refund(paid.id(), Optional.of(PRICE), Optional.of(1), BY);

    assertThat(back.amount()).isEqualTo(new Money(-10_000, "XOF"));
    assertThat(back.refundOf()).contains(paid.id());
    assertThat(paidUntil()).isEqualTo(Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(ledger.find(paid.id())).contains(paid);
    assertThat(operator().refund(paid.id(), Optional.of(PRICE), Optional.of(1), BY))
        .isEqualTo(back);
    assertFails(
        FailureCode.CONFLICT,
        () -> operator().refund(paid.id(), Optional.empty(), Optional.empty(), BY));
    assertFails(
        FailureCode.INVALID_FIELD,
        () -> operator().refund(back.id(), Optional.empty(), Optional.empty(), BY));
    assertThat(told()).containsOnly("LIVE subscription_renewed", "TEST subscription_renewed");
  }

  @Test
  void creditsNobodyWhoIsDeletedAndPaysThemBack() {
    LedgerEntry paid = operator().take(AWA, PRICE, "r", Optional.empty(), BY);
    open(1);
    DynamoDeletionStore deletions = new DynamoDeletionStore(tables.client(), tables.names());
    assertThat(deletions.begin(AWA, clock.instant())).isPresent();
    assertThat(deletions.finish(AWA, clock.instant())).isTrue();

    take();
    assertThat(payments.parked())
        .singleElement()
        .matches(payment -> payment.reason().equals(Optional.of(Payment.Reason.UNKNOWN_CUSTOMER)));
    assertFails(
        FailureCode.CUSTOMER_NOT_FOUND,
        () -> operator().take(AWA, PRICE, "r2", Optional.empty(), BY));
    LedgerEntry back = operator().refund(paid.id(), Optional.empty(), Optional.empty(), BY);

    assertThat(back.amount()).isEqualTo(PRICE.negated());
    assertThat(back.paid()).isEmpty();
    assertThat(ledger.of(AWA)).containsExactlyInAnyOrder(paid, back);
    assertThat(tables.get(Table.CUSTOMERS, AWA.value()))
        .doesNotContainKeys(
            CustomerItem.PAID_UNTIL, CustomerItem.SUBSCRIPTION, CustomerItem.ANNOUNCED);
  }

  @Test
  void suspendsWhoIsPaidBackEverything() {
    LedgerEntry paid = operator().take(AWA, PRICE, "r", Optional.empty(), BY);
    clock.advance(Standing.GRACE.plusDays(1));

    operator().refund(paid.id(), Optional.empty(), Optional.empty(), BY);

    assertThat(subscription().at(clock.instant()).serves()).isFalse();
    assertThat(told()).contains("LIVE subscription_suspended");
  }

  @Test
  void findsEntriesByTimeAcrossMonths() {
    for (int month = 0; month < 14; month++) {
      operator().take(AWA, PRICE, "r" + month, Optional.empty(), BY);
      clock.advance(Duration.ofDays(30));
    }

    List<LedgerEntry> entries =
        ledger.between(
            Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-03-01T00:00:00Z"));

    assertThat(entries)
        .extracting(entry -> entry.id().reference())
        .containsExactly("r2", "r3", "r4", "r5");
    assertThat(ledger.of(AWA)).hasSize(14).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @Test
  void storesPlansOverThoseThatComeWithGriot() {
    assertThat(plans.all()).containsExactly(PlanJson.BUILT_IN.get(Plan.STANDARD));
    Plan dearer =
        new Plan(
            Plan.STANDARD,
            new Money(12_000, "XOF"),
            Period.ofMonths(1),
            5,
            5,
            new Plan.FairUse(600, 10_000, 100));

    plans.put(dearer);

    assertThat(plans.find(Plan.STANDARD)).contains(dearer);
    assertThat(plans.all()).containsExactly(dearer);
    assertThat(plans.find("none")).isEmpty();
  }

  private Notifications notifications() {
    return notifications(step -> {});
  }

  private Notifications notifications(Consumer<BillingStep> steps) {
    return new Notifications(payments, crediting(steps), clock, steps);
  }

  private Crediting crediting(Consumer<BillingStep> steps) {
    return new Crediting(ledger, plans, announcer::tell, clock, steps);
  }

  private OperatorPayments operator() {
    return new OperatorPayments(ledger, payments, plans, crediting(step -> {}));
  }

  private void take() {
    notifications().take(provider, header("signed"), fields());
  }

  private void open(int periods) {
    payments.open(
        ID, new Payment.Order(AWA, "standard", periods, PRICE.times(periods)), clock.instant());
  }

  private static Function<String, Optional<String>> header(String token) {
    return name -> Optional.of(token);
  }

  private static ObjectNode fields() {
    return Json.MAPPER.createObjectNode();
  }

  private static void customer(CustomerId id) {
    tables.put(Table.CUSTOMERS, Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(id.value())));
  }

  private Subscription subscription() {
    return ledger.subscription(AWA).orElseThrow();
  }

  private Instant paidUntil() {
    return subscription().paidUntil().orElseThrow();
  }

  private List<String> told() {
    return events.stream()
        .map(event -> event.environment() + " " + event.dataType())
        .distinct()
        .sorted()
        .toList();
  }

  private void assertParked(Payment.Reason reason, Optional<Money> paid) {
    assertThat(payments.parked())
        .singleElement()
        .satisfies(payment -> {
          assertThat(payment.reason()).contains(reason);
          assertThat(payment.paid()).isEqualTo(paid);
        });
    assertNothingCredited();
  }

  private void assertNothingCredited() {
    assertThat(ledger.of(AWA)).isEmpty();
    assertThat(ledger.subscription(AWA).flatMap(Subscription::paidUntil)).isEmpty();
  }

  private static void assertFails(FailureCode code, Runnable call) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(call::run)
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }

  /** Whether each was answered. */
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

  private static List<Boolean> atOnce(List<Callable<Boolean>> calls) throws Exception {
    CyclicBarrier together = new CyclicBarrier(calls.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> under =
          calls.stream()
              .map(call ->
                  threads.submit(() -> {
                    int _ = together.await();
                    return call.call();
                  }))
              .toList();
      List<Boolean> done = new ArrayList<>();
      for (Future<Boolean> one : under) {
        done.add(one.get());
      }
      return done;
    }
  }

  /** Signs with a word, and confirms what it is told to. */
  private static final class Provider implements PaymentProvider {
    @Nullable Confirmation confirmation = new Confirmation.Paid(PRICE);

    @Override
    public String name() {
      return ID.provider();
    }

    @Override
    public String reference(Function<String, Optional<String>> header, ObjectNode fields) {
      if (!header.apply("x-token").orElse("").equals("signed")) {
        throw new ApiFailure(FailureCode.WRONG_SIGNATURE);
      }
      return ID.reference();
    }

    @Override
    public Confirmation confirm(String reference) {
      if (confirmation == null) {
        throw new ProviderUnreachableException("no answer");
      }
      return confirmation;
    }

    @Override
    public Page open(PageOrder order) {
      throw new UnsupportedOperationException();
    }
  }
}
