package io.griot.local.chaos;

import io.griot.contract.CommandId;
import io.griot.contract.SessionId;
import io.griot.local.bench.ProcessMemory;
import io.griot.local.chaos.BrowserTable.Browser;
import io.griot.local.chaos.TableView.CommandRow;
import io.griot.local.chaos.TableView.SessionRow;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Checks the promises all the time: process table, statuses, tables, memory. Each check has its own
 * thread. Thread-safe.
 */
final class Watch implements AutoCloseable {
  private static final Duration BROWSERS = Duration.ofMillis(150);
  private static final Duration STATUSES = Duration.ofMillis(500);
  private static final Duration TABLES = Duration.ofMillis(500);
  private static final Duration ENDS = Duration.ofSeconds(10);
  private static final Duration SOCKETS = Duration.ofSeconds(1);
  private static final Duration MEMORY = Duration.ofSeconds(5);

  private final List<Account> accounts;
  private final Map<String, Account> bySession;
  private final ApiClient api;
  private final TableView tables;
  private final Fleet fleet;
  private final SentLog sent;
  private final Recovery recovery;
  private final Timeline timeline;
  private final BrowserTable browsers;
  private final TwoBrowsers twoBrowsers;
  private final StatusTruth statusTruth;
  private final StaleStarts staleStarts;
  private final Takeovers takeovers = new Takeovers();
  private final StaleWrites staleWrites = new StaleWrites();
  private final FlatMemory memory = new FlatMemory();
  private final Map<Integer, Long> tokens = new ConcurrentHashMap<>();

  /** Each account's last status. */
  private final Map<Integer, Answer> statuses = new ConcurrentHashMap<>();

  private final RunThreads threads;

  Watch(
      ChaosStack stack,
      Path folder,
      SentLog sent,
      Recovery recovery,
      Bounds bounds,
      Timeline timeline) {
    this.accounts = stack.accounts;
    this.bySession =
        accounts.stream().collect(Collectors.toMap(account -> account.id().value(), it -> it));
    this.api = stack.api;
    this.tables = stack.tables;
    this.fleet = stack.fleet;
    this.sent = sent;
    this.recovery = recovery;
    this.timeline = timeline;
    this.browsers = new BrowserTable(folder);
    this.twoBrowsers = new TwoBrowsers(bounds.watchdogNeeds());
    this.statusTruth = new StatusTruth(bounds.evidence());
    this.staleStarts = new StaleStarts(bounds.watchdogNeeds(), fleet::folderOf);
    this.threads = new RunThreads(timeline);
    threads.repeat("watch-browsers", BROWSERS, this::lookAtBrowsers);
    threads.repeat("watch-statuses", STATUSES, this::lookAtStatuses);
    threads.repeat("watch-tables", TABLES, this::lookAtTables);
    threads.repeat("watch-ends", ENDS, this::lookAtEnds);
    threads.repeat("watch-sockets", SOCKETS, this::lookAtSockets);
    threads.repeat("watch-memory", MEMORY, this::lookAtMemory);
    threads.repeat("watch-places", MEMORY, fleet::keepUp);
  }

  /**
   * The allowed times.
   *
   * @param watchdogNeeds for which browsers may run that continue together with their watchdog
   * @param evidence for which a status may stay "connected" after its page last existed
   * @param onItsWay of a message from a person's phone to the events' queue
   */
  record Bounds(Duration watchdogNeeds, Duration evidence, Duration onItsWay) {}

  private void lookAtBrowsers() {
    long now = System.nanoTime();
    List<Browser> seen = browsers.look();
    staleStarts.look(now, System.nanoTime(), seen);
    synchronized (twoBrowsers) {
      twoBrowsers.look(now, seen).forEach(timeline::violated);
    }
    for (Browser browser : seen) {
      Account account = bySession.get(browser.session());
      if (account != null && browser.runs()) {
        statusTruth.there(account.number(), System.nanoTime());
      }
    }
  }

  private void lookAtSockets() {
    for (Account account : accounts) {
      long now = System.nanoTime();
      int count =
          account.phone().devices().stream()
              .mapToInt(device -> device.path("takeovers").asInt())
              .sum();
      takeovers.look(account.number(), count, now).forEach(timeline::violated);
    }
  }

  /** Reports that the whole process tree of a host is about to be stopped. */
  void standsStill() {
    takeovers.stopped();
  }

  /** Reports that the whole process tree of a stopped host is about to continue. */
  void goesOn(Fleet.Host host) {
    takeovers.goesOn(System.nanoTime());
    synchronized (twoBrowsers) {
      twoBrowsers.goesOn(host.process().folder().getFileName().toString(), System.nanoTime());
    }
  }

  private void lookAtStatuses() {
    for (Account account : accounts) {
      long asked = System.nanoTime();
      Answer status = api.get("/session/status/" + account.name());
      statuses.put(account.number(), status);
      boolean is = status.success();
      recovery.status(account.number(), is, asked);
      if (is) {
        statusTruth.connected(account.number(), asked).forEach(timeline::violated);
      }
    }
  }

  private void lookAtTables() {
    long began = System.nanoTime();
    Map<SessionId, SessionRow> sessions = tables.sessions();
    Map<String, SessionRow> byId = new HashMap<>();
    sessions.forEach((id, row) -> byId.put(id.value(), row));
    staleStarts.sessions(began, System.nanoTime(), byId).forEach(timeline::violated);
    Collection<SessionRow> rows = sessions.values();
    staleWrites.sessions(rows).forEach(timeline::violated);
    for (SessionRow row : rows) {
      tokens.put(row.account(), row.token());
      recovery.token(row.account(), row.token());
    }
    staleWrites.observations(tables.observationTokens()).forEach(timeline::violated);
    Map<CommandId, Sent> open = new HashMap<>();
    sent.open().forEach(send -> open.put(send.id(), send));
    for (CommandRow row : tables.commands(open.keySet())) {
      Sent send = open.get(row.id());
      if (send != null) {
        staleWrites.command(send, row).forEach(timeline::violated);
      }
      sent.read(row)
          .filter(ended -> ended.ending() == Sent.Ending.SUCCEEDED)
          .ifPresent(ended -> recovery.ran(ended.account(), ended.acceptedNanos()));
    }
  }

  private void lookAtEnds() {
    Map<CommandId, Sent> ended = new HashMap<>();
    sent.endedLately().forEach(send -> ended.put(send.id(), send));
    for (CommandRow row : tables.commands(ended.keySet())) {
      FinalEnds.check(Objects.requireNonNull(ended.get(row.id())), row)
          .ifPresent(timeline::violated);
    }
  }

  private void lookAtMemory() {
    for (Fleet.Host host : fleet.all()) {
      if (host.process().isAlive()) {
        weigh(host);
      }
    }
  }

  private void weigh(Fleet.Host host) {
    try {
      memory.sample(host.name(), ProcessMemory.ofMb(host.process().handle()));
    } catch (IllegalStateException e) {
      return; // it has just ended
    }
  }

  /** The session's token as last read; 0 before the first read. */
  long token(Account account) {
    return tokens.getOrDefault(account.number(), 0L);
  }

  /** The last statuses of sessions that are not connected: state and reason. */
  List<String> notConnected() {
    return accounts.stream()
        .flatMap(account ->
            Optional.ofNullable(statuses.get(account.number()))
                .filter(status -> !status.success())
                .map(Answer::body)
                .map(status ->
                    "session %d: %s %s"
                        .formatted(
                            account.number() + 1,
                            status.path("state").asText(),
                            status.path("reason").asText()))
                .stream())
        .toList();
  }

  /** The number of sessions that were connected at their last status. */
  long connectedCount() {
    return statuses.values().stream().filter(Answer::success).count();
  }

  FlatMemory memory() {
    return memory;
  }

  @Override
  public void close() {
    threads.close();
  }
}
