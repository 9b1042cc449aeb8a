package io.griot.local.chaos;

import io.griot.local.aws.Checkpoints;
import io.griot.local.chaos.EventsTold.Cut;
import io.griot.local.chaos.FaultClass.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Makes and repairs the faults of a schedule: one after the other until the time is over, or each
 * class once, in lanes side by side. Used by one thread.
 */
final class FaultMaker {
  private static final Duration CALM = Duration.ofMinutes(4);
  private static final Duration LANES = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ChaosOptions options;
  private final ChaosStack stack;
  private final Watch watch;
  private final Recovery recovery;
  private final SentLog sent;
  private final Timeline timeline;
  private final Map<FaultClass.Group, Injection> injections = new EnumMap<>(FaultClass.Group.class);
  private final List<Cut> cuts = new CopyOnWriteArrayList<>();
  private final List<Cut> delays = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger notMade = new AtomicInteger();

  FaultMaker(
      ChaosOptions options,
      ChaosStack stack,
      Path folder,
      Watch watch,
      Recovery recovery,
      SentLog sent,
      Timeline timeline) {
    this.options = options;
    this.stack = stack;
    this.watch = watch;
    this.recovery = recovery;
    this.sent = sent;
    this.timeline = timeline;
    Ownership ownership = new Ownership(stack.tables, stack.fleet, stack.accounts);
    Injection aws = new AwsFaults(stack.paths, ownership, stack.fleet);
    injections.put(FaultClass.Group.HOST, new HostFaults(stack.fleet, ownership, watch, timeline));
    injections.put(
        FaultClass.Group.BROWSER, new BrowserFaults(stack.accounts, new BrowserTable(folder)));
    injections.put(FaultClass.Group.WHATSAPP, new WhatsAppFaults(stack.accounts, stack.network));
    injections.put(FaultClass.Group.DYNAMODB, aws);
    injections.put(FaultClass.Group.SQS, aws);
    injections.put(FaultClass.Group.S3, aws);
    injections.put(FaultClass.Group.API, stack.customersApi);
    injections.put(FaultClass.Group.CLOCK, new ClockFaults(stack.fleet, ownership));
    injections.put(
        FaultClass.Group.DISK,
        new DiskFaults(
            stack.accounts,
            stack.fleet,
            stack.disks,
            ownership,
            new Checkpoints(stack.stack.aws())));
  }

  /**
   * Makes faults until the time is over, or each class once; then waits until everything has
   * recovered. A failure of the run itself ends it earlier.
   */
  void run() {
    awaitTraffic();
    if (options.once()) {
      makeEachOnce();
    } else {
      makeInTime();
    }
    timeline.say("no more faults; waiting for calm");
    awaitCalm("at the end");
  }

  private void makeInTime() {
    FaultSchedule schedule = options.schedule();
    long end = System.nanoTime() + options.lasts().toNanos();
    while (System.nanoTime() < end && !timeline.hasFailed()) {
      Fault fault = schedule.next();
      if (fault.settles()) {
        awaitCalm("before fault " + fault.number());
      }
      int commands = sent.acceptedCount();
      int events = stack.receiver.events();
      make(fault);
      recovery.meanwhile(
          fault.kind(), sent.acceptedCount() - commands, stack.receiver.events() - events);
    }
  }

  private void makeEachOnce() {
    Map<Lane, List<Fault>> lanes = options.schedule().lanes(options.classes().size());
    try (RunThreads api = new RunThreads(timeline)) {
      start(api, lanes, lane -> lane == Lane.API);
      side(lanes, Lane::needsHosts);
      side(lanes, lane -> lane != Lane.API && !lane.needsHosts());
      await(api);
    }
  }

  /** Makes the faults of these lanes, the lanes side by side. */
  private void side(Map<Lane, List<Fault>> lanes, Predicate<Lane> which) {
    try (RunThreads threads = new RunThreads(timeline)) {
      start(threads, lanes, which);
      await(threads);
    }
  }

  private void start(RunThreads threads, Map<Lane, List<Fault>> lanes, Predicate<Lane> which) {
    lanes.forEach((lane, faults) -> {
      if (which.test(lane)) {
        threads.start("faults-" + FaultClass.written(lane), () -> faults.forEach(this::make));
      }
    });
  }

  private void await(RunThreads lanes) {
    if (!lanes.join(LANES)) {
      timeline.failed("faults", new IllegalStateException("some last for " + LANES));
    }
  }

  /** Makes a fault, repairs it, and pauses. */
  private void make(Fault fault) {
    if (timeline.hasFailed()) {
      return;
    }
    FaultClass kind = fault.kind();
    made.incrementAndGet();
    try {
      Injection.Made it = Objects.requireNonNull(injections.get(kind.group())).make(fault);
      long began = System.nanoTime();
      timeline.note("fault %d: %s: %s".formatted(fault.number(), kind.label(), it.what()));
      if (!kind.countsFromItsEnd()) {
        recovery.begin(kind, it.sessions(), began);
      }
      last(fault, it, began);
    } catch (NotMadeException e) {
      notMade.incrementAndGet();
      timeline.note("fault %d: %s: not made: %s".formatted(fault.number(), kind.label(), e));
    } catch (RuntimeException e) {
      timeline.failed("fault %d: %s".formatted(fault.number(), kind.label()), e);
    }
    progress();
    Pause.of(fault.pause());
  }

  private void last(Fault fault, Injection.Made it, long began) {
    FaultClass kind = fault.kind();
    Pause.of(fault.lasts());
    it.heal().run();
    long now = System.nanoTime();
    switch (kind.loss()) {
      case NONE -> {}
      case DELAY -> it.sessions().forEach(session -> delays.add(new Cut(session, began, now)));
      case AT_ONCE -> it.sessions().forEach(session -> cuts.add(new Cut(session, began, began)));
      case WHILE -> it.sessions().forEach(session -> cuts.add(new Cut(session, began, now)));
    }
    if (kind.countsFromItsEnd()) {
      recovery.begin(kind, it.sessions(), System.nanoTime());
    }
  }

  /** Waits for the first command and the first event. An earlier fault would affect nothing. */
  private void awaitTraffic() {
    if (!Pause.until(CALM, POLL, () -> sent.endedCount() > 0 && stack.receiver.events() > 0)) {
      timeline.failed("traffic", new IllegalStateException("none within " + CALM));
    }
  }

  private void awaitCalm(String when) {
    int all = stack.accounts.size();
    boolean calm =
        Pause.until(CALM, POLL, () -> stack.fleet.isComplete() && watch.connectedCount() == all);
    if (!calm) {
      String hosts = stack.fleet.isComplete() ? "all hosts run" : "hosts are missing";
      timeline.violated(
          new Violation(
              "sessions come back",
              when,
              "%d of %d are connected after %s; %s; %s"
                  .formatted(
                      watch.connectedCount(),
                      all,
                      CALM,
                      hosts,
                      String.join(", ", watch.notConnected()))));
    }
  }

  private void progress() {
    timeline.say(
        "%d faults   connected %d/%d   commands %d accepted, %d ended, %d repeats   events %d   violations %d"
            .formatted(
                made.get(),
                watch.connectedCount(),
                stack.accounts.size(),
                sent.acceptedCount(),
                sent.endedCount(),
                sent.repeatCount(),
                stack.receiver.events(),
                timeline.violations().size()));
  }

  /** The number of faults. */
  int count() {
    return made.get();
  }

  /**
   * The number of faults that could not be made, for instance because a browser ended in between.
   */
  int notMade() {
    return notMade.get();
  }

  /** The times in which hosts could not reach the events' queue. */
  List<Cut> delays() {
    return List.copyOf(delays);
  }

  /** The times in which accounts lost host or browser. */
  List<Cut> cuts() {
    return List.copyOf(cuts);
  }
}
