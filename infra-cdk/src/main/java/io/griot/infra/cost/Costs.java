package io.griot.infra.cost;

import io.griot.contract.EventLogItem;
import io.griot.infra.HostFleet;
import io.griot.infra.SupervisionStack;
import io.griot.infra.WebhooksStack;
import java.util.List;
import java.util.Locale;

/** Monthly costs in US dollars, line by line. */
final class Costs {
  private static final double HOURS = 730;
  private static final double SECONDS = HOURS * 3600;
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;
  private static final double KB_PER_GB = 1e6;
  private static final double MB_PER_GB = 1e3;

  /** The size that one read unit of a consistent scan covers. */
  private static final double SCANNED_KB = 4;

  /** The write units of one KB in a transaction. */
  private static final double TRANSACTED = 2;

  /** The average share of a host's slots in use. */
  private static final double FILLED = 0.8;

  /** The part of customers that use their sessions all day. */
  private static final double BUSY = 0.1;

  private final Tables tables;
  private final HostFleet hosts;

  /** A line of a bill. */
  record Line(String what, double usd) {}

  /** A bill. */
  record Bill(List<Line> lines) {
    double usd() {
      return lines.stream().mapToDouble(Line::usd).sum();
    }
  }

  /**
   * Revenue and cost of customers.
   *
   * @param hosts the hosts that run for them
   */
  record Margin(int customers, int hosts, double revenueUsd, double costUsd) {
    /** The share of the revenue that remains, in per cent. */
    double percent() {
      return 100 * (revenueUsd - costUsd) / revenueUsd;
    }
  }

  Costs(Tables tables, HostFleet hosts) {
    this.tables = tables;
    this.hosts = hosts;
  }

  /** The cost of an installation without sessions. */
  Bill fixed() {
    return new Bill(
        List.of(
            new Line("dashboard", price("dashboard")),
            new Line("alarms", CostReport.ALARM_METRICS * price("alarmMetric")),
            new Line("supervisor", rounds() * round()),
            new Line("container image", figure("imageGb") * price("imageGb"))));
  }

  /** The supervisor's rounds in a month. */
  private double rounds() {
    return HOURS * 60 / figure("supervisionMinutes");
  }

  /** The cost of a round without its sessions. */
  private double round() {
    double lambdaGb = SupervisionStack.SUPERVISOR_MEMORY_MIB / 1024.0;
    double emptyTables = 5; // each is scanned; the minimum is one unit
    return price("lambdaRequest")
        + figure("supervisionSeconds") * lambdaGb * price("lambdaGbSecond")
        + emptyTables * price("dynamoDbRead");
  }

  /** The additional cost as soon as one host runs. */
  Bill withHosts() {
    return new Bill(
        List.of(new Line("custom metrics", figure("customMetrics") * price("customMetric"))));
  }

  /**
   * The monthly cost of a host.
   *
   * @param running the number of running hosts, this one included: each reads the heartbeats of all
   */
  Bill host(int running) {
    double cores = hosts.cpuUnits() / 1024.0;
    double gigabytes = hosts.memoryMib() / 1024.0;
    double beat = Math.ceil(figure("hostKb")) * price("dynamoDbWrite");
    double otherBeats = Math.ceil(running * figure("hostKb") / SCANNED_KB) * price("dynamoDbRead");
    double waitingSessions = 0.5 * price("dynamoDbRead"); // an index; the minimum is half a unit
    return new Bill(
        List.of(
            new Line("cores", cores * HOURS * price("fargateCoreHour")),
            new Line("memory", gigabytes * HOURS * price("fargateGbHour")),
            new Line("public IPv4 address", HOURS * price("ipv4Hour")),
            new Line("heartbeat", SECONDS / figure("heartbeatSeconds") * beat),
            new Line(
                "looking at all hosts' heartbeats",
                SECONDS / figure("hostsLookSeconds") * otherBeats),
            new Line(
                "looking for sessions that wait",
                SECONDS / figure("waitingLookSeconds") * waitingSessions)));
  }

  /** The monthly cost of an idle linked session on hosts with the usual load. */
  Bill idleSession() {
    return new Bill(
        List.of(
            new Line("its share of a host", host(1).usd() / (hosts.slots() * FILLED)),
            new Line(
                "looking what is wanted of it",
                SECONDS / figure("sessionLookSeconds") * price("dynamoDbRead")),
            new Line(
                "waiting for commands", SECONDS / figure("pollSeconds") * price("sqsFifoRequest")),
            new Line(
                "supervision", rounds() * figure("sessionKb") / SCANNED_KB * price("dynamoDbRead")),
            new Line("checkpoints", 2 * HOURS * 60 / figure("checkpointMinutes") * price("s3Put")),
            new Line("checkpoints that are kept", keptCheckpointsGb() * price("s3Gb")),
            new Line(
                "counting what is used",
                SECONDS / figure("usageSeconds") * TRANSACTED * price("dynamoDbWrite")),
            new Line("logs", figure("sessionLogMb") / MB_PER_GB * price("logGb"))));
  }

  /**
   * A session that is parked whenever it may be, a month long. It wakes by its schedule; and so
   * many times a day somebody uses it, after which it stays awake for a while.
   */
  Bill parkedSession(double usesADay) {
    double wakes = HOURS / 24 * (figure("parkWakesADay") + usesADay);
    double awake = awakeShare(usesADay) * awakeSession();
    double keptGb =
        (figure("checkpoints") + figure("parkWakesADay") + usesADay)
            * figure("checkpointMb")
            / MB_PER_GB;
    return new Bill(
        List.of(
            new Line("awake: its share of a host, and what hosts do for it", awake),
            new Line("parking and waking", wakes * cycle()),
            new Line("profiles that are kept", keptGb * price("s3Gb")),
            new Line(
                "supervision",
                rounds() * figure("sessionKb") / SCANNED_KB * price("dynamoDbRead"))));
  }

  /** The share of a month in which such a session is awake. */
  private double awakeShare(double usesADay) {
    double hoursADay =
        figure("parkWakesADay") * figure("parkAwakeSeconds") / 3600
            + usesADay * figure("parkAfterIdleMinutes") / 60;
    return hoursADay / 24;
  }

  /** The cost of a session per month while a host has it. */
  private double awakeSession() {
    return idleSession().usd();
  }

  /** The cost of parking and waking a session, including the time in which it cannot be used. */
  private double cycle() {
    return figure("parkWrites") * price("dynamoDbWrite")
        + 2 * price("s3Put")
        + figure("parkMoveSeconds") / SECONDS * awakeSession();
  }

  /** From how many minutes on sleep costs less than staying awake. */
  double breakEvenMinutes() {
    return cycle() / (awakeSession() / (HOURS * 60));
  }

  /** A month of an installation that has a host only for the wakes of sessions that all sleep. */
  Bill hostForWakesAlone() {
    double hoursADay = figure("parkWakesADay") * figure("hostForAWakeMinutes") / 60;
    return new Bill(List.of(new Line("hosts", host(1).usd() * hoursADay / 24)));
  }

  /** A slot that is kept free for a month ({@code GRIOT_PARKED_SPARE_SLOTS}), of a host. */
  Bill spareSlot() {
    return new Bill(List.of(new Line("its share of a host", host(1).usd() / hosts.slots())));
  }

  /** The checkpoints that are kept, and those deleted within a day. */
  private double keptCheckpointsGb() {
    double deleted = 24 * 60 / figure("checkpointMinutes");
    return (figure("checkpoints") + deleted) * figure("checkpointMb") / MB_PER_GB;
  }

  /**
   * The monthly cost of a thousand customers' accounting. Each pays once, and ends one session
   * whose device stays linked. The cost of plans and limits is part of each command.
   */
  Bill thousandBooks() {
    double storedGb = THOUSAND * (figure("ledgerKb") + figure("usageKb")) / KB_PER_GB;
    return new Bill(
        List.of(
            new Line("payments: reads", THOUSAND * figure("paymentReads") * price("dynamoDbRead")),
            new Line(
                "payments: writes of ledger, payments and customers",
                THOUSAND * figure("paymentWrites") * price("dynamoDbWrite")),
            new Line(
                "telling customers of them",
                THOUSAND * 2 * figure("webhookQueueRequests") * price("sqsFifoRequest")),
            new Line("devices still linked", THOUSAND * TRANSACTED * price("dynamoDbWrite")),
            new Line(
                "ledger and usage stored, so that they can be recovered",
                storedGb * (price("dynamoDbGb") + price("dynamoDbRecoveryGb")))));
  }

  /** The rates for margins: {@code GRIOT_COST_RATES}. */
  String rates(double lambdaGb) {
    return String.format(
        Locale.ROOT,
        "%.4f %.1f %.1f %.1f",
        idleSession().usd() / HOURS,
        millionCommands(lambdaGb).usd(),
        millionWebhooks().usd(),
        fixed().usd() + withHosts().usd());
  }

  /** The cost of a million commands, with sends as the example. */
  Bill millionCommands(double lambdaGb) {
    return new Bill(
        List.of(
            new Line("API Gateway", MILLION * price("httpApiRequest")),
            new Line(
                "Lambda",
                MILLION
                    * (price("lambdaRequest")
                        + figure("commandSeconds") * lambdaGb * price("lambdaGbSecond"))),
            new Line("reads", MILLION * figure("commandReads") * price("dynamoDbRead")),
            new Line("writes", MILLION * figure("commandWrites") * price("dynamoDbWrite")),
            new Line("queue", MILLION * figure("commandQueueRequests") * price("sqsFifoRequest")),
            new Line("logs", MILLION * figure("commandLogKb") / KB_PER_GB * price("logGb"))));
  }

  /**
   * The cost of a million events, each delivered alone. A burst is delivered in batches and costs
   * less.
   */
  Bill millionWebhooks() {
    double lambdaGb = WebhooksStack.MEMORY_MIB / 1024.0;
    return new Bill(
        List.of(
            new Line("queue", MILLION * figure("webhookQueueRequests") * price("sqsFifoRequest")),
            new Line(
                "Lambda",
                MILLION
                    * (price("lambdaRequest")
                        + figure("webhookSeconds") * lambdaGb * price("lambdaGbSecond"))),
            new Line("reads", MILLION * figure("webhookReads") * price("dynamoDbRead")),
            new Line("writes", MILLION * figure("webhookWrites") * price("dynamoDbWrite")),
            new Line("logs", MILLION * figure("webhookLogKb") / KB_PER_GB * price("logGb")),
            new Line("traffic", MILLION * figure("webhookKb") / KB_PER_GB * price("trafficGb"))));
  }

  /** The cost of a thousand minutes with an open pairing page that shows a code. */
  Bill thousandPairingMinutes(double lambdaGb) {
    double requests = THOUSAND * figure("pairingRequests");
    return new Bill(
        List.of(
            new Line("API Gateway", requests * price("httpApiRequest")),
            new Line(
                "Lambda",
                requests
                    * (price("lambdaRequest")
                        + figure("pairingSeconds") * lambdaGb * price("lambdaGbSecond"))),
            new Line("reads", requests * figure("pairingReads") * price("dynamoDbRead")),
            new Line("writes", THOUSAND * figure("pairingWrites") * price("dynamoDbWrite")),
            new Line("logs", requests * figure("commandLogKb") / KB_PER_GB * price("logGb"))));
  }

  /**
   * The cost of a million events in the log, each stored alone. In a burst several share an item.
   */
  Bill millionEvents() {
    double monthsKept = EventLogItem.KEPT.toDays() * 24 / HOURS;
    double gigabytes = MILLION * figure("eventLogKb") / KB_PER_GB;
    return new Bill(
        List.of(
            new Line("writes", MILLION * figure("eventLogWrites") * price("dynamoDbWrite")),
            new Line("kept for seven days", gigabytes * monthsKept * price("dynamoDbGb"))));
  }

  /** The cost of a million events read by cursor, several per request. */
  Bill millionEventsRead(double lambdaGb) {
    double requests = MILLION / figure("eventsInARequest");
    double read = figure("eventsInARequest") * figure("eventLogKb") / SCANNED_KB;
    return new Bill(
        List.of(
            new Line("API Gateway", requests * price("httpApiRequest")),
            new Line(
                "Lambda",
                requests
                    * (price("lambdaRequest")
                        + figure("eventsReadSeconds") * lambdaGb * price("lambdaGbSecond"))),
            new Line(
                "reads",
                requests * (Math.ceil(read) + figure("eventsReadReads")) * price("dynamoDbRead")),
            new Line("traffic", MILLION * figure("webhookKb") / KB_PER_GB * price("trafficGb"))));
  }

  /** The cost of a client's requests that wait for events without result, for some hours a day. */
  Bill waiting(double hoursADay, double lambdaGb) {
    double seconds = HOURS / 24 * hoursADay * 3600;
    double requests = seconds / figure("eventWaitSeconds");
    return new Bill(
        List.of(
            new Line("Lambda", seconds * lambdaGb * price("lambdaGbSecond")),
            new Line("requests", requests * (price("httpApiRequest") + price("lambdaRequest"))),
            new Line("looks", requests * figure("eventWaitReads") * price("dynamoDbRead")),
            new Line("counting", requests * figure("eventWaitWrites") * price("dynamoDbWrite"))));
  }

  /** The margin of a number of customers, each with one session and its commands and webhooks. */
  Margin margin(int customers, double lambdaGb) {
    int running = (int) Math.ceil(customers / (hosts.slots() * FILLED));
    double perSession = idleSession().usd() - idleSession().lines().getFirst().usd();
    double messages = customers * figure("commandsPerCustomer") / MILLION;
    double cost =
        fixed().usd()
            + withHosts().usd()
            + running * host(running).usd()
            + customers * (perSession + thousandBooks().usd() / THOUSAND)
            + messages
                * (millionCommands(lambdaGb).usd()
                    + millionWebhooks().usd()
                    + millionEvents().usd());
    double revenue = customers * figure("xofPerCustomer") / figure("xofPerUsd");
    return new Margin(customers, running, revenue, cost);
  }

  /**
   * As {@link #margin}, of customers of whom nine in ten use their sessions so many times a day
   * only, and have them parked otherwise.
   */
  Margin marginWithParking(int customers, double usesADay, double lambdaGb) {
    int busy = (int) Math.ceil(customers * BUSY);
    int parked = customers - busy;
    double awake = busy + parked * awakeShare(usesADay);
    int running = (int) Math.ceil(awake / (hosts.slots() * FILLED));
    double share = idleSession().lines().getFirst().usd();
    double commands = busy * figure("commandsPerCustomer") + parked * usesADay * HOURS / 24;
    double cost =
        fixed().usd()
            + withHosts().usd()
            + running * host(running).usd()
            + busy * (idleSession().usd() - share)
            + parked * (parkedSession(usesADay).usd() - awakeShare(usesADay) * share)
            + customers * thousandBooks().usd() / THOUSAND
            + commands
                / MILLION
                * (millionCommands(lambdaGb).usd()
                    + millionWebhooks().usd()
                    + millionEvents().usd());
    double revenue = customers * figure("xofPerCustomer") / figure("xofPerUsd");
    return new Margin(customers, running, revenue, cost);
  }

  private double price(String name) {
    return tables.price(name);
  }

  private double figure(String name) {
    return tables.figure(name);
  }
}
