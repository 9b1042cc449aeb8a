package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.AccountEvent;
import io.griot.contract.CustomerItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.functions.billing.BillingStep;
import io.griot.functions.billing.Crediting;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.Notifications;
import io.griot.functions.billing.OperatorPayments;
import io.griot.functions.billing.Payment;
import io.griot.functions.billing.PaymentProvider;
import io.griot.functions.billing.PaymentProvider.Confirmation;
import io.griot.functions.billing.ProviderUnreachableException;
import io.griot.functions.customers.Announcer;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.session.MovableClock;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts that take payments, with tables that contain one customer and nothing else. */
final class BillingFixture {
  static final Money PRICE = new Money(10_000, "XOF");
  static final EntryId ID = new EntryId("cinetpay", "griot1");
  static final OperatorPayments.Remark BY = new OperatorPayments.Remark("cash", "admin_k");
  final MovableClock clock = new MovableClock();
  final DynamoLedgerStore ledger;
  final DynamoPaymentStore payments;
  final DynamoPlanStore plans;
  final List<AccountEvent> events = new CopyOnWriteArrayList<>();
  final Announcer announcer;
  final Provider provider = new Provider();

  BillingFixture(LocalTables tables) {
    ledger = new DynamoLedgerStore(tables.client(), tables.names());
    payments = new DynamoPaymentStore(tables.client(), tables.names());
    plans = new DynamoPlanStore(tables.client(), tables.names());
    announcer =
        new Announcer(
            new DynamoAnnouncementStore(tables.client(), tables.names()), events::add, clock);
    tables.clear();
    tables.put(Table.CUSTOMERS, Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(AWA.value())));
  }

  Notifications notifications() {
    return notifications(step -> {});
  }

  Notifications notifications(Consumer<BillingStep> steps) {
    return new Notifications(payments, crediting(steps), clock, steps);
  }

  private Crediting crediting(Consumer<BillingStep> steps) {
    return new Crediting(ledger, plans, announcer::tell, clock, steps);
  }

  OperatorPayments operator() {
    return new OperatorPayments(ledger, payments, plans, crediting(step -> {}));
  }

  void take() {
    notifications().take(provider, header("signed"), fields());
  }

  void open(int periods) {
    payments.open(
        ID, new Payment.Order(AWA, "standard", periods, PRICE.times(periods)), clock.instant());
  }

  static Function<String, Optional<String>> header(String token) {
    return name -> Optional.of(token);
  }

  static ObjectNode fields() {
    return Json.MAPPER.createObjectNode();
  }

  Subscription subscription() {
    return ledger.subscription(AWA).orElseThrow();
  }

  Instant paidUntil() {
    return subscription().paidUntil().orElseThrow();
  }

  List<String> told() {
    return events.stream()
        .map(event -> event.environment() + " " + event.dataType())
        .distinct()
        .sorted()
        .toList();
  }

  void assertNothingCredited() {
    assertThat(ledger.of(AWA)).isEmpty();
    assertThat(ledger.subscription(AWA).flatMap(Subscription::paidUntil)).isEmpty();
  }

  static void assertFails(FailureCode code, Runnable call) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(call::run)
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }

  /** Makes all calls at the same time. */
  static List<Boolean> atOnce(List<Callable<Boolean>> calls) throws Exception {
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

  /** A provider whose signature is a word, and whose confirmations the test sets. */
  static final class Provider implements PaymentProvider {
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
