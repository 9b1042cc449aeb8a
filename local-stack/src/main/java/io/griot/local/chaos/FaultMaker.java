package io.griot.local.chaos;

import io.griot.local.chaos.EventsTold.Cut;
import io.griot.local.chaos.FaultClass.Loss;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the faults of a schedule one after the other, and makes them good. For one thread. */
final class FaultMaker {
  private static final Duration CALM = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ChaosOptions options;
  private final ChaosStack stack;
  private final Watch watch;
  private final Recovery recovery;
  private final SentLog sent;
  private final Timeline timeline;
  private final Map<FaultClass.Group, Injection> injections = new EnumMap<>(FaultClass.Group.class);
  private final List<Cut> cuts = new CopyOnWriteArrayList<>();
  private final List<Thread> beside = new ArrayList<>();
  private int made;

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

  /** Makes faults until the time is over, or each once; then waits until all is as it was. */
  void run() {
    FaultSchedule schedule = options.schedule();
    long end = System.nanoTime() + options.lasts().toNanos();
    int wanted = options.once() ? options.classes().size() : Integer.MAX_VALUE;
    while (made < wanted && (options.once() || System.nanoTime() < end)) {
      Fault fault = schedule.next();
      if (fault.settles()) {
        awaitCalm("before fault " + fault.number());
      }
      made++;
      int commands = sent.acceptedCount();
      int events = stack.receiver.events();
      make(fault);
      progress();
      Pause.of(fault.pause());
      recovery.meanwhile(
          fault.kind(), sent.acceptedCount() - commands, stack.receiver.events() - events);
    }
    if (!Pause.until(CALM, POLL, () -> beside.stream().noneMatch(Thread::isAlive))) {
      timeline.say("a fault is not made good again");
    }
    timeline.say("no more faults; waiting for calm");
    awaitCalm("at the end");
  }

  private void make(Fault fault) {
    FaultClass kind = fault.kind();
    try {
      Injection.Made it = Objects.requireNonNull(injections.get(kind.group())).make(fault);
      long began = System.nanoTime();
      timeline.note("fault %d: %s: %s".formatted(fault.number(), kind.label(), it.what()));
      if (!kind.countsFromItsEnd()) {
        recovery.begin(kind, it.sessions(), began);
      }
      if (options.once() && kind.lastsLong()) {
        beside.add(Thread.ofVirtual().start(() -> last(fault, it, began)));
      } else {
        last(fault, it, began);
      }
    } catch (IllegalStateException e) {
      timeline.note("fault %d: %s: %s".formatted(fault.number(), kind.label(), e));
    }
  }

  private void last(Fault fault, Injection.Made it, long began) {
    FaultClass kind = fault.kind();
    Pause.of(fault.lasts());
    it.heal().run();
    long ended = kind.loss() == Loss.WHILE ? System.nanoTime() : began;
    if (kind.loss() != Loss.NONE) {
      it.sessions().forEach(session -> cuts.add(new Cut(session, began, ended)));
    }
    if (kind.countsFromItsEnd()) {
      recovery.begin(kind, it.sessions(), System.nanoTime());
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
              "%d of %d are connected after %s; %s"
                  .formatted(watch.connectedCount(), all, CALM, hosts)));
    }
  }

  private void progress() {
    timeline.say(
        "%d faults   connected %d/%d   commands %d accepted, %d ended, %d repeats   events %d   violations %d"
            .formatted(
                made,
                watch.connectedCount(),
                stack.accounts.size(),
                sent.acceptedCount(),
                sent.endedCount(),
                sent.repeatCount(),
                stack.receiver.events(),
                timeline.violations().size()));
  }

  /** How many faults were made. */
  int count() {
    return made;
  }

  /** When hosts and browsers were taken from accounts. */
  List<Cut> cuts() {
    return List.copyOf(cuts);
  }
}
