package io.griot.functions.billing;

import io.griot.functions.customers.Renewal;
import io.griot.functions.customers.SubscriptionJson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the ledger as CSV (RFC 4180), for the operator's books: a header line, then one line per
 * entry. The columns keep their place; new ones are only added at the end.
 */
public final class LedgerCsv {
  /** The columns, in their order. */
  public static final List<String> COLUMNS =
      List.of(
          "at",
          "entry",
          "kind",
          "customerId",
          "provider",
          "reference",
          "amount",
          "currency",
          "plan",
          "periods",
          "paidFrom",
          "paidUntil",
          "refundOf",
          "by",
          "note");

  private LedgerCsv() {}

  /** Amounts are in the currency's main unit; times are UTC. */
  public static String write(List<LedgerEntry> entries) {
    return Stream.concat(Stream.of(COLUMNS), entries.stream().map(LedgerCsv::line))
        .map(line -> line.stream().map(LedgerCsv::cell).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static List<String> line(LedgerEntry entry) {
    return List.of(
        entry.at().toString(),
        entry.id().toString(),
        entry.kind(),
        entry.customer().value(),
        entry.id().provider(),
        entry.id().reference(),
        entry.amount().inMainUnit(),
        entry.amount().currency(),
        entry.planId(),
        Integer.toString(entry.periods()),
        entry.paid().map(Renewal::from).map(SubscriptionJson::text).orElse(""),
        entry.paid().map(Renewal::until).map(SubscriptionJson::text).orElse(""),
        entry.refundOf().map(EntryId::toString).orElse(""),
        entry.by(),
        entry.note());
  }

  /**
   * Quotes a cell. Spreadsheets take a text that begins with one of these signs for a formula; a
   * quote before it prevents that. A number may begin with a minus.
   */
  private static String cell(String text) {
    boolean formula = text.matches("(?s)[=+@\\t\\r-].*") && !text.matches("-?\\d+(\\.\\d+)?");
    String safe = formula ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
