package io.griot.infra.cost;

import io.griot.contract.EventLogItem;
import io.griot.infra.HostFleet;
import io.griot.infra.SupervisionStack;
import io.griot.infra.WebhooksStack;
import java.util.List;
import java.util.Locale;

/** What things cost a month, in US dollars, line by line. */
final class Costs {
  private static final double HOURS = 730;
  private static final double SECONDS = HOURS * 3600;
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;
  private static final double KB_PER_GB = 1e6;
  private static final double MB_PER_GB = 1e3;

  /** What a consistent scan reads for one unit. */
  private static final double SCANNED_KB = 4;

  /** How many units a write of one KB costs in a transaction. */
  private static final double TRANSACTED = 2;

  /** A host is never wholly full: so much of it sessions use on average. */
  private static final double FILLED = 0.8;

  private final Tables tables;
  private final HostFleet hosts;

  /** One line of a bill. */
  record Line(String what, double usd) {}

  /** A bill. */
  record Bill(List<Line> lines) {
    double usd() {
      return lines.stream().mapToDouble(Line::usd).sum();
    }
  }

  /**
   * What customers bring and cost.
   *
   * @param hosts that run for them
   */
  record Margin(int customers, int hosts, double revenueUsd, double costUsd) {
    /** What is left of the revenue, in per cent. */
    double percent() {
      return 100 * (revenueUsd - costUsd) / revenueUsd;
    }
  }

  Costs(Tables tables, HostFleet hosts) {
    this.tables = tables;
    this.hosts = hosts;
  }

  /** An installation without a session. */
  Bill fixed() {
    return new Bill(
        List.of(
            new Line("dashboard", price("dashboard")),
            new Line("alarms", CostReport.ALARM_METRICS * price("alarmMetric")),
            new Line("supervisor", rounds() * round()),
            new Line("container image", figure("imageGb") * price("imageGb"))));
  }

  /** How many rounds the supervisor makes in a month. */
  private double rounds() {
    return HOURS * 60 / figure("supervisionMinutes");
  }

  /** One of them, without what its sessions cost. */
  private double round() {
    double lambdaGb = SupervisionStack.SUPERVISOR_MEMORY_MIB / 1024.0;
    double emptyTables = 5; // each is scanned; a unit is the least
    return price("lambdaRequest")
        + figure("supervisionSeconds") * lambdaGb * price("lambdaGbSecond")
        + emptyTables * price("dynamoDbRead");
  }

  /** What comes on top as soon as one host runs. */
  Bill withHosts() {
    return new Bill(
        List.of(new Line("custom metrics", figure("customMetrics") * price("customMetric"))));
  }

  /**
   * One host, a month long.
   *
   * @param running how many hosts there are, this one too: each reads the heartbeats of all
   */
  Bill host(int running) {
    double cores = hosts.cpuUnits() / 1024.0;
    double gigabytes = hosts.memoryMib() / 1024.0;
    double beat = Math.ceil(figure("hostKb")) * price("dynamoDbWrite");
    double otherBeats = Math.ceil(running * figure("hostKb") / SCANNED_KB) * price("dynamoDbRead");
    double waitingSessions = 0.5 * price("dynamoDbRead"); // an index; half a unit is the least
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

  /** A linked session that does nothing, a month long, on hosts that are filled as usual. */
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

  /** The last ones, and those of a day that were deleted. */
  private double keptCheckpointsGb() {
    double deleted = 24 * 60 / figure("checkpointMinutes");
    return (figure("checkpoints") + deleted) * figure("checkpointMb") / MB_PER_GB;
  }

  /**
   * The books of a thousand customers, a month long. Each pays once, and ends one session that
   * stays linked. What plans and limits cost is part of each command.
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

  /** What margins are computed by: {@code GRIOT_COST_RATES}. */
  String rates(double lambdaGb) {
    return String.format(
        Locale.ROOT,
        "%.4f %.1f %.1f %.1f",
        idleSession().usd() / HOURS,
        millionCommands(lambdaGb).usd(),
        millionWebhooks().usd(),
        fixed().usd() + withHosts().usd());
  }

  /** A million commands, as a send is one. */
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
   * A million events delivered, each by itself: a flood of them goes in batches, and costs less.
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

  /** A thousand minutes in which somebody looks at a pairing page that shows a code. */
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

  /** A million events in the log, each stored by itself: of a flood, some share an item. */
  Bill millionEvents() {
    double monthsKept = EventLogItem.KEPT.toDays() * 24 / HOURS;
    double gigabytes = MILLION * figure("eventLogKb") / KB_PER_GB;
    return new Bill(
        List.of(
            new Line("writes", MILLION * figure("eventLogWrites") * price("dynamoDbWrite")),
            new Line("kept for seven days", gigabytes * monthsKept * price("dynamoDbGb"))));
  }

  /** A million events that are read by cursor, some in each request. */
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

  /** Requests of one client that wait for events which do not come, so many hours a day. */
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

  /** What so many customers leave, each with one session and its commands and webhooks. */
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

  private double price(String name) {
    return tables.price(name);
  }

  private double figure(String name) {
    return tables.figure(name);
  }
}
