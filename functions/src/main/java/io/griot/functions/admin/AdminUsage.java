package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.api.ApiCall;
import io.griot.functions.billing.LedgerEntry;
import io.griot.functions.billing.LedgerStore;
import io.griot.functions.customers.Money;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.usage.CostRates;
import io.griot.functions.usage.ExchangeRate;
import io.griot.functions.usage.Margin;
import io.griot.functions.usage.UsageLog;
import io.griot.functions.usage.UsagePeriod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operators' view of customers' usage, payments and costs. Thread-safe. */
public final class AdminUsage {
  private static final int PAGE = 100;

  /** The longest range of days. Usage is kept for this long, and a little longer. */
  private static final int MOST_DAYS = 400;

  private final CustomerRecordStore customers;
  private final UsageLog usage;
  private final LedgerStore ledger;
  private final CostRates rates;
  private final ExchangeRate rate;
  private final InstantSource clock;

  public AdminUsage(
      CustomerRecordStore customers,
      UsageLog usage,
      LedgerStore ledger,
      CostRates rates,
      ExchangeRate rate,
      InstantSource clock) {
    this.customers = customers;
    this.usage = usage;
    this.ledger = ledger;
    this.rates = rates;
    this.rate = rate;
    this.clock = clock;
  }

  /** A range of days in UTC, both ends included. */
  private record Days(LocalDate from, LocalDate until) {
    Instant begin() {
      return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
      return until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  public Reply show(ApiCall call) {
    ObjectNode fields = call.fields();
    Days days = days(fields);
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode rows = answer.putArray("usage");
    Optional<CustomerId> one = text(fields, "customerId").map(CustomerId::new);
    if (one.isPresent()) {
      CustomerRecord customer =
          customers
              .find(one.get())
              .orElseThrow(() -> new ApiFailure(FailureCode.CUSTOMER_NOT_FOUND));
      add(rows, customer, days, income(ledger.of(customer.id()), days));
    } else {
      CustomerRecordStore.Page page =
          customers.page(
              fields.path("limit").asInt(PAGE), text(fields, "after").map(CustomerId::new));
      Map<CustomerId, List<Money>> income = income(ledger.between(days.begin(), days.end()), days);
      page.customers().forEach(customer -> add(rows, customer, days, income));
      answer.put("next", page.last().map(CustomerId::value).orElse(null));
    }
    answer.set("period", UsagePeriod.of(days.from(), days.until(), rates, rate));
    return Reply.json(200, answer);
  }

  private void add(
      ArrayNode rows, CustomerRecord customer, Days days, Map<CustomerId, List<Money>> income) {
    ObjectNode row = rows.addObject();
    row.put("customerId", customer.id().value());
    row.put("plan", customer.plan());
    Margin.of(
            usage.of(customer.id(), days.from(), days.until()),
            income.getOrDefault(customer.id(), List.of()))
        .write(row, rates, rate);
  }

  private static Map<CustomerId, List<Money>> income(List<LedgerEntry> entries, Days days) {
    Map<CustomerId, List<Money>> income = new HashMap<>();
    entries.stream()
        .filter(entry -> !entry.at().isBefore(days.begin()) && entry.at().isBefore(days.end()))
        .collect(Collectors.groupingBy(LedgerEntry::customer))
        .forEach(
            (customer, of) -> income.put(customer, of.stream().map(LedgerEntry::amount).toList()));
    return income;
  }

  /** The days of the request; without them, the calendar month so far. */
  private Days days(ObjectNode fields) {
    LocalDate until =
        day(fields, "until").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    LocalDate from = day(fields, "from").orElseGet(() -> until.withDayOfMonth(1));
    if (from.isAfter(until) || from.isBefore(until.minusDays(MOST_DAYS))) {
      throw invalid("from: is after until, or more than 400 days before it");
    }
    return new Days(from, until);
  }

  /** Parses a day. The schema has checked its form, but not the calendar. */
  private static Optional<LocalDate> day(ObjectNode fields, String name) {
    Function<String, LocalDate> parsed =
        text -> {
          try {
            return LocalDate.parse(text);
          } catch (DateTimeException e) {
            throw invalid(name + ": is no day of the calendar");
          }
        };
    return text(fields, name).map(parsed);
  }

  private static Optional<String> text(ObjectNode fields, String name) {
    return Optional.of(fields.path(name).asText("")).filter(text -> !text.isEmpty());
  }

  private static ApiFailure invalid(String why) {
    return new ApiFailure(FailureCode.INVALID_FIELD, why);
  }
}
