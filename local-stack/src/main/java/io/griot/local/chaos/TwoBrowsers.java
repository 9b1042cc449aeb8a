package io.griot.local.chaos;

import io.griot.local.chaos.BrowserTable.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Never two running browsers of one session. Fed with one look after another. For one thread.
 *
 * <p>Only browsers that were stopped together with their watchdog may run beside their successor
 * when they go on: for as long as the watchdog needs to look at the clock. So a run says when it
 * lets such a host go on.
 */
final class TwoBrowsers {
  static final String PROMISE = "never two browsers on one account";

  private final Duration watchdogNeeds;
  private final Map<String, Long> together = new HashMap<>();
  private final Map<String, Long> goesOn = new HashMap<>();

  /**
   * A check.
   *
   * @param watchdogNeeds how long browsers may run that go on together with their watchdog
   */
  TwoBrowsers(Duration watchdogNeeds) {
    this.watchdogNeeds = watchdogNeeds;
  }

  /** The whole tree of this host, which was stopped, goes on now. */
  void goesOn(String hostFolder, long nanos) {
    goesOn.put(hostFolder, nanos);
  }

  /**
   * Looks at what runs. Two looks one after the other must see the same two processes: a look is
   * not one moment.
   */
  List<Violation> look(long nanos, List<Browser> browsers) {
    Map<String, List<Browser>> running =
        browsers.stream()
            .filter(Browser::runs)
            .filter(browser -> !mayRunStill(browser, nanos))
            .collect(Collectors.groupingBy(Browser::session, TreeMap::new, Collectors.toList()));
    Map<String, Long> now = new HashMap<>();
    List<Violation> found = new ArrayList<>();
    running.forEach((session, several) -> {
      if (several.size() > 1) {
        String pids =
            several.stream()
                .map(it -> "%s (process %d)".formatted(it.folder(), it.pid()))
                .sorted()
                .collect(Collectors.joining(" and "));
        now.put(session + pids, nanos);
        if (together.containsKey(session + pids)) {
          found.add(new Violation(PROMISE, session, "both run: " + pids));
        }
      }
    });
    together.clear();
    together.putAll(now);
    return found;
  }

  private boolean mayRunStill(Browser browser, long nanos) {
    Long since = goesOn.get(browser.folder());
    return since != null && nanos - since < watchdogNeeds.toNanos();
  }
}
