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
 * Checks that a session never has two running browsers. The input is one look after another. Used
 * by one thread.
 *
 * <p>There is one exception: browsers that were stopped together with their watchdog may run beside
 * their successor after they continue, until the watchdog has checked the clock. So the run reports
 * when it continues such a host.
 */
final class TwoBrowsers {
  static final String PROMISE = "never two browsers on one account";

  private final Duration watchdogNeeds;
  private final Map<String, Long> together = new HashMap<>();
  private final Map<String, Long> goesOn = new HashMap<>();

  /**
   * A check.
   *
   * @param watchdogNeeds the maximum time for which browsers may run that continue together with
   *     their watchdog
   */
  TwoBrowsers(Duration watchdogNeeds) {
    this.watchdogNeeds = watchdogNeeds;
  }

  /** Records that the whole process tree of a stopped host continues. */
  void goesOn(String hostFolder, long nanos) {
    goesOn.put(hostFolder, nanos);
  }

  /**
   * Checks a look. Two consecutive looks must show the same two processes, because a look is not a
   * single moment.
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
