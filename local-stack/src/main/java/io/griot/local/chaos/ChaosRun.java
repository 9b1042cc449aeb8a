package io.griot.local.chaos;

import io.griot.local.chaos.ChaosReport.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A run, from an empty folder to the last check. Used by one thread. */
final class ChaosRun implements AutoCloseable {
  /** The number of sends for each message that people write. */
  private static final int SENDS_PER_WRITE = 2;

  private static final Duration END_DEADLINE = Duration.ofMinutes(4);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PHONES = Duration.ofSeconds(30);

  private final ChaosOptions options;
  private final Timeline timeline;
  private final Path folder;
  private final ChaosStack stack;
  private final SentLog sent = new SentLog();
  private final Recovery recovery = new Recovery();
  private final Watch watch;
  private final Duration onItsWay;
  private final FaultMaker faults;

  /** A run on a stack with linked accounts. It does not close the stack. */
  ChaosRun(
      ChaosOptions options, ChaosStack stack, Watch.Bounds bounds, Path folder, Timeline timeline) {
    this.options = options;
    this.stack = stack;
    this.timeline = timeline;
    this.folder = folder;
    this.onItsWay = bounds.onItsWay();
    watch = new Watch(stack, folder, sent, recovery, bounds, timeline);
    faults = new FaultMaker(options, stack, folder, watch, recovery, sent, timeline);
  }

  /**
   * Makes faults while commands and messages continue, then waits until everything has recovered,
   * and checks all promises.
   */
  Totals run() {
    PhoneCheck phones = new PhoneCheck(stack.accounts, stack.people, sent, timeline);
    int rate = options.commandsPerSecond();
    Writes writes =
        new Writes(
            stack.accounts,
            stack.people,
            Duration.ofSeconds(SENDS_PER_WRITE).dividedBy(rate),
            timeline);
    Sends sends =
        new Sends(
            stack.customers, stack.accounts, stack.people, rate, sent, watch::token, timeline);
    try (writes;
        sends;
        RunThreads looking = new RunThreads(timeline)) {
      looking.repeat("watch-phones", PHONES, phones::soFar);
      faults.run();
    }
    awaitEnds(writes.all());
    recovery.end();
    phones.atEnd();
    UnknownShare.check(sent.all()).ifPresent(timeline::violated);
    EventsTold.Result events = told(writes.all());
    events.violations().forEach(timeline::violated);
    watch.memory().check().forEach(timeline::violated);
    return new Totals(
        faults.count(),
        faults.notMade(),
        sent.all(),
        sent.repeats(),
        phones.receivedAgain(),
        events,
        stack.fleet.endedThemselves(),
        watch.memory().judged());
  }

  private EventsTold.Result told(List<Written> written) {
    return new EventsTold(faults.cuts(), faults.delays(), onItsWay)
        .check(written, stack.receiver.told());
  }

  private void awaitEnds(List<Written> written) {
    boolean ended =
        Pause.until(END_DEADLINE, POLL, () -> sent.open().stream().noneMatch(Sent::isAccepted));
    if (!ended) {
      timeline.say("not all commands have ended");
    }
    if (!Pause.until(END_DEADLINE, POLL, () -> told(written).violations().isEmpty())) {
      timeline.say("not all messages were told");
    }
  }

  /** Ends all sessions and hosts, and checks that nothing is left. */
  void end() throws IOException {
    var _ =
        AtOnce.each(
            stack.accounts, account -> stack.api.get("/session/terminate/" + account.name()));
    boolean gone = Pause.until(END_DEADLINE, POLL, () -> left().isEmpty());
    if (!gone) {
      timeline.violated(
          new Violation(Leftovers.PROMISE, "ended sessions", String.join(", ", left())));
    }
    watch.close();
    stack.fleet.close();
    stack.customersApi.close();
    Leftovers.ofHosts(folder, stack.fleet.temporary())
        .forEach(left -> timeline.violated(new Violation(Leftovers.PROMISE, left, "is there")));
  }

  private List<String> left() {
    return Leftovers.ofSessions(stack.stack.aws(), stack.tables);
  }

  Recovery recovery() {
    return recovery;
  }

  @Override
  public void close() {
    watch.close();
  }
}
