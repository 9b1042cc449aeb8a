package io.griot.infra.cost;

import io.griot.infra.ApiStack;
import io.griot.infra.HostFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report of {@code ./griot cost}, which is also {@code docs/COST.md}. */
public final class CostReport {
  /** The number of metrics in all alarms; a test compares it with the templates. */
  public static final int ALARM_METRICS = 18;

  /** The number of uses per day of a session that sends a few notifications. */
  private static final int SELDOM = 3;

  private static final int[] USES_A_DAY = {0, 3, 10, 24, 48, 96};

  private static final int[] CUSTOMERS = {1, 10, 100, 1_000};

  private final Tables tables;
  private final Costs costs;
  private final HostFleet hosts;
  private final StringBuilder text = new StringBuilder();

  private CostReport(Tables tables, HostFleet hosts) {
    this.tables = tables;
    this.hosts = hosts;
    this.costs = new Costs(tables, hosts);
  }

  /** Prints the report for the default hosts, or writes it to a file. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.out.print(text());
    } else {
      Files.writeString(Path.of(arguments[0]), text());
    }
  }

  /** The report, in Markdown. */
  static String text() {
    return Tables.introduction() + new CostReport(Tables.load(), HostFleet.DEFAULT).write();
  }

  private String write() {
    double lambdaGb = ApiStack.MEMORY_MIB / 1024.0;
    line("Prices of %s. %s".formatted(tables.region(), tables.note()));
    bill("An installation without sessions, a month", costs.fixed());
    bill("One host, a month (%d sessions at most)".formatted(hosts.slots()), costs.host(1));
    bill("Once any host runs, a month", costs.withHosts());
    bill("A session that does nothing, a month, on hosts four fifths full", costs.idleSession());
    bill("A parked session that nobody uses, a month", costs.parkedSession(0));
    parking();
    bill("A million commands", costs.millionCommands(lambdaGb));
    bill("A million webhooks", costs.millionWebhooks());
    bill("The books of a thousand customers, a month", costs.thousandBooks());
    bill("A thousand minutes with a pairing page open", costs.thousandPairingMinutes(lambdaGb));
    bill("A million events in the log", costs.millionEvents());
    bill("A million events read by cursor", costs.millionEventsRead(lambdaGb));
    bill(
        "Waiting for events, an hour a day (the default budget), a month",
        costs.waiting(1, lambdaGb));
    bill("Waiting for events all day, a month", costs.waiting(24, lambdaGb));
    margins(lambdaGb);
    line(
        "Customers' margins (`./griot admin usage`) are computed by `GRIOT_COST_RATES=\"%s\"`: an hour"
                .formatted(costs.rates(lambdaGb))
            + " of a session with its share of a host, a million commands, a million webhooks, a month"
            + " of what runs for all. That is its default; say others where your hosts have another"
            + " size.");
    table("The prices", List.of("price", "US$", "for a", "page", "last read"), tables.priceRows());
    table("The figures", List.of("figure", "value", "source"), tables.figureRows());
    return text.toString().stripTrailing() + "\n";
  }

  private void parking() {
    List<List<String>> rows =
        IntStream.of(USES_A_DAY)
            .mapToObj(uses ->
                List.of(
                    Integer.toString(uses),
                    dollars(costs.parkedSession(uses).usd()),
                    dollars(costs.idleSession().usd())))
            .toList();
    table(
        "When parking pays: a session that is used so often a day, a month",
        List.of(
            "uses a day",
            "parked after %.0f minutes, US$".formatted(tables.figure("parkAfterIdleMinutes")),
            "always awake, US$"),
        rows);
    line(
        "Sleep costs less than staying awake from %.1f minutes on. A host that runs for scheduled"
                .formatted(costs.breakEvenMinutes())
            + " wakes alone costs an installation whose sessions all sleep US$ %s a month; their wakes"
                .formatted(dollars(costs.hostForWakesAlone().usd()))
            + " come together by themselves. A slot that is kept free for wakes"
            + " (`GRIOT_PARKED_SPARE_SLOTS`) costs US$ %s a month, in whole hosts."
                .formatted(dollars(costs.spareSlot().usd())));
  }

  private void margins(double lambdaGb) {
    margins(
        "What is left of %,.0f FCFA a month, with one session and %,.0f commands and webhooks each"
            .formatted(tables.figure("xofPerCustomer"), tables.figure("commandsPerCustomer")),
        customers -> costs.margin(customers, lambdaGb));
    margins(
        "The same, where nine in ten use their session %d times a day and have it parked"
            .formatted(SELDOM),
        customers -> costs.marginWithParking(customers, SELDOM, lambdaGb));
  }

  private void margins(String title, IntFunction<Costs.Margin> of) {
    List<List<String>> rows =
        IntStream.of(CUSTOMERS)
            .mapToObj(of)
            .map(margin ->
                List.of(
                    Integer.toString(margin.customers()),
                    Integer.toString(margin.hosts()),
                    dollars(margin.revenueUsd()),
                    dollars(margin.costUsd()),
                    "%.0f %%".formatted(margin.percent())))
            .toList();
    table(title, List.of("customers", "hosts", "revenue, US$", "cost, US$", "margin"), rows);
  }

  private void bill(String title, Costs.Bill bill) {
    List<List<String>> rows =
        bill.lines().stream().map(line -> List.of(line.what(), dollars(line.usd()))).toList();
    table("%s: US$ %s".formatted(title, dollars(bill.usd())), List.of("for", "US$"), rows);
  }

  private void table(String title, List<String> head, List<List<String>> rows) {
    line("## " + title);
    text.append(row(head));
    text.append(row(head.stream().map(cell -> "---").toList()));
    rows.forEach(cells -> text.append(row(cells)));
    text.append('\n');
  }

  private void line(String words) {
    text.append(words).append("\n\n");
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String dollars(double amount) {
    return String.format(Locale.ROOT, amount < 0.1 ? "%.3f" : "%.2f", amount);
  }
}
