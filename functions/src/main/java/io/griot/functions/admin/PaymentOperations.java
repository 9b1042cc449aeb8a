package io.griot.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.api.ApiCall;
import io.griot.functions.api.ApiOperation;
import io.griot.functions.billing.Checkouts;
import io.griot.functions.billing.EntryId;
import io.griot.functions.billing.EntryJson;
import io.griot.functions.billing.LedgerCsv;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.billing.LedgerStore;
import io.griot.functions.billing.Notifications;
import io.griot.functions.billing.OperatorPayments;
import io.griot.functions.billing.Payment;
import io.griot.functions.billing.PaymentStore;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanJson;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operators' operations on plans and payments. Thread-safe. */
public final class PaymentOperations {
  /** The longest range of the ledger's export: five years, as bookkeeping may require. */
  private static final long MOST_SECONDS = 5 * 366 * 86_400L;

  private final PlanStore plans;
  private final LedgerStore ledger;
  private final PaymentStore payments;
  private final OperatorPayments operator;
  private final Notifications notifications;
  private final Checkouts checkouts;
  private final InstantSource clock;

  public PaymentOperations(
      PlanStore plans,
      LedgerStore ledger,
      PaymentStore payments,
      OperatorPayments operator,
      Notifications notifications,
      Checkouts checkouts,
      InstantSource clock) {
    this.plans = plans;
    this.ledger = ledger;
    this.payments = payments;
    this.operator = operator;
    this.notifications = notifications;
    this.checkouts = checkouts;
    this.clock = clock;
  }

  public Map<String, ApiOperation> table() {
    return Map.of(
        "adminPlanList", this::plans,
        "adminPlanSet", this::setPlan,
        "adminPaymentRecord", this::record,
        "adminPaymentList", this::list,
        "adminPaymentRefund", this::refund,
        "adminParkedList", this::parked,
        "adminParkedResolve", this::resolve,
        "adminLedgerExport", this::export);
  }

  private Reply plans(ApiCall call) {
    ObjectNode answer = success();
    plans.all().forEach(plan -> answer.withArrayProperty("plans").add(PlanJson.write(plan)));
    return Reply.json(200, answer);
  }

  private Reply setPlan(ApiCall call) {
    String id = call.parameter("planId");
    if (!Plan.isId(id)) {
      throw invalid("planId: is not 1-40 of a-z 0-9 -");
    }
    Plan plan = plan(id, call.fields());
    plans.put(plan);
    ObjectNode answer = success();
    answer.set("plan", PlanJson.write(plan));
    return Reply.json(200, answer);
  }

  private static Plan plan(String id, ObjectNode fields) {
    try {
      return PlanJson.read(id, fields);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private Reply record(ApiCall call) {
    ObjectNode fields = call.fields();
    LedgerEntry entry =
        operator.take(
            customer(fields).orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND)),
            money(fields).orElseThrow(() -> invalid("amount: is missing")),
            fields.path("reference").asText(),
            number(fields, "periods"),
            remark(call));
    return entry(entry);
  }

  private Reply list(ApiCall call) {
    ObjectNode answer = success();
    ArrayNode shown = answer.putArray("payments");
    entries(call).forEach(entry -> shown.add(EntryJson.write(entry)));
    return Reply.json(200, answer);
  }

  private Reply export(ApiCall call) {
    return Reply.text("text/csv; charset=utf-8", LedgerCsv.write(entries(call)))
        .with("Content-Disposition", "attachment; filename=\"ledger.csv\"");
  }

  private Reply refund(ApiCall call) {
    ObjectNode fields = call.fields();
    return entry(
        operator.refund(
            id(fields.path("payment").asText()),
            money(fields),
            number(fields, "periods"),
            remark(call)));
  }

  private Reply parked(ApiCall call) {
    ObjectNode answer = success();
    ArrayNode shown = answer.putArray("payments");
    payments.parked().forEach(payment -> shown.add(EntryJson.write(payment)));
    return Reply.json(200, answer);
  }

  private Reply resolve(ApiCall call) {
    ObjectNode fields = call.fields();
    EntryId id = id(fields.path("payment").asText());
    switch (fields.path("action").asText()) {
      case "credit" -> {
        LedgerEntry _ =
            operator.creditParked(
                id, customer(fields), money(fields), number(fields, "periods"), remark(call));
      }
      case "dismiss" -> {
        Payment _ = operator.dismiss(id, remark(call));
      }
      default -> check(id);
    }
    Payment now =
        payments.find(id).orElseThrow(() -> new ApiFailure(FailureCode.PAYMENT_NOT_FOUND));
    ObjectNode answer = success();
    answer.set("payment", EntryJson.write(now));
    return Reply.json(200, answer);
  }

  private void check(EntryId id) {
    Payment payment = operator.parked(id);
    String name = payment.id().provider();
    if (!checkouts.names().contains(name)) {
      throw invalid("action: " + name + " is off, so it cannot be asked");
    }
    notifications.settle(checkouts.provider(Optional.of(name)), id);
  }

  private List<LedgerEntry> entries(ApiCall call) {
    ObjectNode fields = call.fields();
    Instant until =
        day(fields, "until")
            .map(last -> last.plusDays(1))
            .map(PaymentOperations::start)
            .orElseGet(() -> clock.instant().plusSeconds(1));
    Instant from =
        day(fields, "from")
            .map(PaymentOperations::start)
            .orElseGet(() -> start(LocalDate.ofInstant(until, ZoneOffset.UTC).minusYears(1)));
    if (from.isAfter(until) || from.isBefore(until.minusSeconds(MOST_SECONDS))) {
      throw invalid("from: is after until, or more than five years before it");
    }
    Optional<CustomerId> customer = customer(fields);
    return customer.isEmpty()
        ? ledger.between(from, until)
        : ledger.of(customer.get()).stream()
            .filter(entry -> !entry.at().isBefore(from) && entry.at().isBefore(until))
            .toList();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Parses a day. The schema has checked its form, but not the calendar. */
  private static Optional<LocalDate> day(ObjectNode fields, String name) {
    return text(fields, name)
        .map(text -> {
          try {
            return LocalDate.parse(text);
          } catch (DateTimeException e) {
            throw invalid(name + ": is no day of the calendar");
          }
        });
  }

  private static Optional<CustomerId> customer(ObjectNode fields) {
    return text(fields, "customerId").filter(CustomerId::isValid).map(CustomerId::new);
  }

  private static Optional<Money> money(ObjectNode fields) {
    JsonNode amount = fields.path("amount");
    try {
      return amount.isNumber()
          ? Optional.of(new Money(amount.asLong(), text(fields, "currency").orElse("XOF")))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw invalid("currency: is not one of ISO 4217");
    }
  }

  private static Optional<Integer> number(ObjectNode fields, String name) {
    return fields.path(name).isNumber() ? Optional.of(fields.path(name).asInt()) : Optional.empty();
  }

  private static EntryId id(String text) {
    return EntryId.read(text).orElseThrow(() -> new ApiFailure(FailureCode.PAYMENT_NOT_FOUND));
  }

  private static OperatorPayments.Remark remark(ApiCall call) {
    return new OperatorPayments.Remark(call.fields().path("note").asText(""), call.keyId());
  }

  private static Reply entry(LedgerEntry entry) {
    ObjectNode answer = success();
    answer.set("payment", EntryJson.write(entry));
    return Reply.json(200, answer);
  }

  private static Optional<String> text(ObjectNode fields, String name) {
    return Optional.of(fields.path(name).asText("")).filter(text -> !text.isEmpty());
  }

  private static ObjectNode success() {
    return Json.MAPPER.createObjectNode().put("success", true);
  }

  private static ApiFailure invalid(String why) {
    return new ApiFailure(FailureCode.INVALID_FIELD, why);
  }
}
