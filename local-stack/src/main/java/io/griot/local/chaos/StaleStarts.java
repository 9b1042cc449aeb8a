package io.griot.local.chaos;

import io.griot.local.chaos.BrowserTable.Browser;
import io.griot.local.chaos.TableView.SessionRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks that no host starts a browser for a session that another host has. Such a browser may be
 * killed by the watchdog before it is seen beside its successor. The inputs are looks at the
 * process table and reads of the sessions. Thread-safe.
 *
 * <p>A browser that is absent in one look and present in the next started after the first look. If
 * the session had another owner in a read that ended before the first look, and still has the same
 * owner and token in a read after the second, the browser's host did not own the session when it
 * started the browser.
 */
final class StaleStarts {
  static final String PROMISE = "no browser starts under a stale token";

  private final Duration startNeeds;
  private final Function<String, Optional<String>> folderOfOwner;
  private final Map<String, Owned> owned = new HashMap<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private Set<Long> running = Set.of();
  private long lookBegan = Long.MIN_VALUE;

  /**
   * A session as read.
   *
   * @param sinceNanos the end of the first read with this owner and token
   */
  private record Owned(SessionRow row, long sinceNanos) {
    boolean isSame(SessionRow other) {
      return row.owner().equals(other.owner()) && row.token() == other.token();
    }
  }

  /** A browser that started while another host had its session. */
  private record Suspect(Browser browser, SessionRow row, long seenNanos) {}

  /**
   * A check.
   *
   * @param startNeeds the maximum time from a host's last check of its lease to the browser's start
   * @param folderOfOwner maps an owner of sessions to the name of its host's folder
   */
  StaleStarts(Duration startNeeds, Function<String, Optional<String>> folderOfOwner) {
    this.startNeeds = startNeeds;
    this.folderOfOwner = folderOfOwner;
  }

  /** Adds a read of the sessions, by id, made between two moments. */
  synchronized List<Violation> sessions(
      long beganNanos, long endedNanos, Map<String, SessionRow> rows) {
    List<Violation> found = new ArrayList<>();
    for (Suspect suspect : List.copyOf(suspects)) {
      if (beganNanos > suspect.seenNanos()) {
        suspects.remove(suspect);
        SessionRow now = rows.get(suspect.browser().session());
        if (now != null && new Owned(now, 0).isSame(suspect.row())) {
          found.add(violation(suspect));
        }
      }
    }
    rows.forEach((session, row) -> {
      Owned before = owned.get(session);
      if (before == null || !before.isSame(row)) {
        owned.put(session, new Owned(row, endedNanos));
      }
    });
    return found;
  }

  /** Adds a look at the browsers, made between two moments. */
  synchronized void look(long beganNanos, long endedNanos, Collection<Browser> browsers) {
    for (Browser browser : browsers) {
      Owned session = owned.get(browser.session());
      if (!running.contains(browser.pid()) && session != null && isAnothers(browser, session)) {
        suspects.add(new Suspect(browser, session.row(), endedNanos));
      }
    }
    running = browsers.stream().map(Browser::pid).collect(Collectors.toSet());
    lookBegan = beganNanos;
  }

  private boolean isAnothers(Browser browser, Owned session) {
    return session.sinceNanos() + startNeeds.toNanos() < lookBegan
        && folderOfOwner
            .apply(session.row().owner())
            .filter(folder -> !folder.equals(browser.folder()))
            .isPresent();
  }

  private static Violation violation(Suspect suspect) {
    return new Violation(
        PROMISE,
        suspect.browser().session(),
        "process %d of %s began while %s had the session under %d"
            .formatted(
                suspect.browser().pid(),
                suspect.browser().folder(),
                suspect.row().owner(),
                suspect.row().token()));
  }
}
