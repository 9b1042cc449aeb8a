package io.griot.local.chaos;

import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.contract.Variables;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.chaos.ChaosReport.Totals;
import io.griot.local.chaos.EventsTold.Cut;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** One run, from an empty folder to the last check. For one thread. */
final class ChaosRun implements AutoCloseable {
  /** Half as many messages come as go. */
  private static final int SENDS_PER_WRITE = 2;

  private static final Duration CALM = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PHONES = Duration.ofSeconds(30);

  private final ChaosOptions options;
  private final Timeline timeline;
  private final Path folder;
  private final LocalStack stack;
  private final SandboxNetwork network;
  private final EventReceiver receiver;
  private final ApiClient api;
  private final SentLog sent = new SentLog();
  private final Recovery recovery = new Recovery();
  private final List<Cut> cuts = new CopyOnWriteArrayList<>();
  private final List<Thread> beside = new ArrayList<>();
  private final List<Account> accounts;
  private final List<Phone> people;
  private final TableView tables;
  private final AwsPaths paths;
  private final Fleet fleet;
  private final Map<FaultClass.Group, Injection> injections = new EnumMap<>(FaultClass.Group.class);
  private final Watch watch;
  private int faults;

  ChaosRun(ChaosOptions options, Watch.Bounds bounds, Path folder, Timeline timeline)
      throws IOException {
    this.options = options;
    this.timeline = timeline;
    this.folder = folder;
    stack =
        LocalStack.start(
            LocalStackConfig.in(folder)
                .withSettings(Map.of(Variables.WEBHOOKS_TO_LOOPBACK, "true")));
    network = new SandboxNetwork(stack.sandboxAddress());
    receiver = new EventReceiver();
    api = new ApiClient(stack.apiAddress(), stack.mintKey(Linking.CUSTOMER, Environment.TEST));
    Linking linking = new Linking(stack, api);
    accounts = linking.accounts(options.sessions());
    people = linking.people();
    tables = new TableView(stack.aws(), accounts);
    timeline.say("starting %d hosts".formatted(options.hosts()));
    paths = new AwsPaths(stack.aws(), options.hosts(), new Random(options.seed()));
    fleet = new Fleet(this::hostSettings, folder, options.hosts(), timeline);
    api.send(
        "PUT",
        "/webhook",
        Json.MAPPER
            .createObjectNode()
            .put("url", receiver.url())
            .set("events", Json.MAPPER.createArrayNode().add("message"))
            .toString(),
        Map.of());
    for (Account account : accounts) {
      linking.link(account);
      timeline.say("%s is linked".formatted(account.name()));
    }
    watch = new Watch(accounts, api, tables, fleet, folder, sent, recovery, bounds, timeline);
    Ownership ownership = new Ownership(tables, fleet, accounts);
    injections.put(FaultClass.Group.HOST, new HostFaults(fleet, ownership, watch, timeline));
    injections.put(FaultClass.Group.BROWSER, new BrowserFaults(accounts, new BrowserTable(folder)));
    injections.put(FaultClass.Group.WHATSAPP, new WhatsAppFaults(accounts, network));
    Injection aws = new AwsFaults(paths, ownership, fleet);
    injections.put(FaultClass.Group.DYNAMODB, aws);
    injections.put(FaultClass.Group.SQS, aws);
    injections.put(FaultClass.Group.S3, aws);
  }

  private Map<String, String> hostSettings(int place) {
    Map<String, String> settings = new HashMap<>(stack.hostSettings());
    settings.putAll(paths.environment(place));
    settings.put(Variables.TEST_PAGE_URL, network.address().toString());
    settings.put("GRIOT_MAX_SESSION_MEMORY", BrowserFaults.BOUND);
    settings.merge(
        Variables.CHROMIUM_ARGUMENTS, PageMemory.ARGUMENT, (given, own) -> given + " " + own);
    return settings;
  }

  /** Makes faults while commands and messages go on, then waits for calm and checks all of it. */
  Totals run() {
    PhoneCheck phones = new PhoneCheck(accounts, people, sent, timeline);
    Duration pause = Duration.ofSeconds(SENDS_PER_WRITE).dividedBy(options.commandsPerSecond());
    Writes writes = new Writes(accounts, people, pause);
    Sends sends =
        new Sends(api, accounts, people, options.commandsPerSecond(), sent, watch::token, timeline);
    Thread looking = Thread.ofPlatform().name("watch-phones").start(() -> look(phones));
    makeFaults();
    timeline.say("no more faults; waiting for calm");
    awaitCalm("at the end");
    writes.close();
    sends.close();
    looking.interrupt();
    awaitEnds(writes.all());
    recovery.end();
    phones.atEnd();
    UnknownShare.check(sent.all()).ifPresent(timeline::violated);
    EventsTold.Result events = EventsTold.check(writes.all(), receiver.told(), cuts);
    events.violations().forEach(timeline::violated);
    watch.memory().check().forEach(timeline::violated);
    return new Totals(
        faults, sent.all(), phones.receivedAgain(), events, fleet.endedThemselves(), watch.memory().judged());
  }

  private void makeFaults() {
    FaultSchedule schedule = options.schedule();
    long end = System.nanoTime() + options.lasts().toNanos();
    int wanted = options.once() ? options.classes().size() : Integer.MAX_VALUE;
    while (faults < wanted && (options.once() || System.nanoTime() < end)) {
      Fault fault = schedule.next();
      if (fault.settles()) {
        awaitCalm("before fault " + fault.number());
      }
      faults++;
      int commands = sent.acceptedCount();
      int events = receiver.events();
      make(fault);
      progress();
      Pause.of(fault.pause());
      recovery.meanwhile(
          fault.kind(), sent.acceptedCount() - commands, receiver.events() - events);
    }
    if (!Pause.until(CALM, POLL, () -> beside.stream().noneMatch(Thread::isAlive))) {
      timeline.say("a fault is not made good again");
    }
  }

  private void make(Fault fault) {
    FaultClass kind = fault.kind();
    try {
      Injection.Made made = Objects.requireNonNull(injections.get(kind.group())).make(fault);
      long began = System.nanoTime();
      timeline.note("fault %d: %s: %s".formatted(fault.number(), kind.label(), made.what()));
      if (!kind.countsFromItsEnd()) {
        recovery.begin(kind, made.sessions(), began);
      }
      if (options.once() && kind.lastsLong()) {
        beside.add(Thread.ofVirtual().start(() -> last(fault, made, began)));
      } else {
        last(fault, made, began);
      }
    } catch (IllegalStateException e) {
      timeline.note("fault %d: %s: %s".formatted(fault.number(), kind.label(), e));
    }
  }

  private void last(Fault fault, Injection.Made made, long began) {
    FaultClass kind = fault.kind();
    Pause.of(fault.lasts());
    made.heal().run();
    long ended = kind.loss() == FaultClass.Loss.WHILE ? System.nanoTime() : began;
    if (kind.loss() != FaultClass.Loss.NONE) {
      made.sessions().forEach(session -> cuts.add(new Cut(session, began, ended)));
    }
    if (kind.countsFromItsEnd()) {
      recovery.begin(kind, made.sessions(), System.nanoTime());
    }
  }

  private void awaitCalm(String when) {
    boolean calm =
        Pause.until(
            CALM, POLL, () -> fleet.isComplete() && watch.connectedCount() == accounts.size());
    if (!calm) {
      timeline.violated(
          new Violation(
              "sessions come back",
              when,
              "%d of %d are connected after %s; %s"
                  .formatted(
                      watch.connectedCount(),
                      accounts.size(),
                      CALM,
                      fleet.isComplete() ? "all hosts run" : "hosts are missing")));
    }
  }

  private void awaitEnds(List<Written> written) {
    boolean ended = Pause.until(CALM, POLL, () -> sent.open().stream().noneMatch(Sent::isAccepted));
    if (!ended) {
      timeline.say("not all commands have ended");
    }
    Pause.until(
        Duration.ofMinutes(1),
        POLL,
        () -> EventsTold.check(written, receiver.told(), cuts).violations().isEmpty());
  }

  private void look(PhoneCheck phones) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        phones.soFar();
      } catch (RuntimeException e) {
        if (!Thread.currentThread().isInterrupted()) {
          timeline.say("a look at the phones failed: " + e);
        }
      }
      Pause.of(PHONES);
    }
  }

  private void progress() {
    timeline.say(
        "%d faults   connected %d/%d   commands %d accepted, %d ended, %d repeats   events %d   violations %d"
            .formatted(
                faults,
                watch.connectedCount(),
                accounts.size(),
                sent.acceptedCount(),
                sent.endedCount(),
                sent.repeatCount(),
                receiver.events(),
                timeline.violations().size()));
  }

  /** Ends all sessions and all hosts, and looks whether anything is left. */
  void end() throws IOException {
    for (Account account : accounts) {
      api.get("/session/terminate/" + account.name());
    }
    boolean gone =
        Pause.until(
            CALM, Duration.ofSeconds(1), () -> Leftovers.ofSessions(stack.aws(), tables).isEmpty());
    if (!gone) {
      timeline.violated(
          new Violation(
              Leftovers.PROMISE,
              "ended sessions",
              String.join(", ", Leftovers.ofSessions(stack.aws(), tables))));
    }
    watch.close();
    fleet.close();
    Leftovers.ofHosts(folder, fleet.temporary())
        .forEach(left -> timeline.violated(new Violation(Leftovers.PROMISE, left, "is there")));
  }

  Recovery recovery() {
    return recovery;
  }

  @Override
  public void close() throws IOException {
    watch.close();
    fleet.close();
    accounts.forEach(account -> account.phone().close());
    people.forEach(Phone::close);
    tables.close();
    paths.close();
    api.close();
    receiver.close();
    network.close();
    stack.close();
  }
}
