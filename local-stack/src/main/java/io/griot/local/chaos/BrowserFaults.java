package io.griot.local.chaos;

import io.griot.local.chaos.BrowserTable.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lets browsers die, stop or use too much memory. Used by one thread. */
final class BrowserFaults implements Injection {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  /** More than the memory limit of a browser in a run. */
  private static final int GROWTH_MEBIBYTES = 900;

  /** The memory limit of a browser in a run. With the default a run would need more memory. */
  static final String BOUND = "900MiB";

  private final List<Account> accounts;
  private final BrowserTable table;

  BrowserFaults(List<Account> accounts, BrowserTable table) {
    this.accounts = accounts;
    this.table = table;
  }

  @Override
  public Made make(Fault fault) {
    Account account = accounts.get(fault.session());
    List<ProcessHandle> browser = browser(account);
    String what =
        browser.isEmpty() ? account.name() + " has no browser" : "that of " + account.name();
    Set<Integer> one = Set.of(account.number());
    return switch (fault.kind()) {
      case BROWSER_KILLED -> {
        Signals.send("KILL", browser.stream().limit(1).toList());
        yield new Made(one, what, () -> {});
      }
      case BROWSER_HUNG -> {
        Signals.send("STOP", browser);
        yield new Made(one, what, () -> Signals.send("CONT", browser));
      }
      case BROWSER_GREW -> {
        running(account).findAny().ifPresent(BrowserFaults::grow);
        yield new Made(one, what, () -> {});
      }
      default -> throw new IllegalArgumentException("no fault of a browser: " + fault.kind());
    };
  }

  private static void grow(Browser browser) {
    try {
      PageMemory.grow(browser.profile(), GROWTH_MEBIBYTES);
    } catch (IOException e) {
      throw new NotMadeException("cannot make the page grow: " + e.getMessage(), e);
    }
  }

  /** The browser's root process and its descendants; empty when there is none for a minute. */
  private List<ProcessHandle> browser(Account account) {
    if (!Pause.until(PATIENCE, POLL, () -> running(account).findAny().isPresent())) {
      return List.of();
    }
    return running(account)
        .map(browser -> ProcessHandle.of(browser.pid()))
        .flatMap(handle -> handle.stream())
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .toList();
  }

  private Stream<Browser> running(Account account) {
    return table.look().stream()
        .filter(browser -> browser.runs() && browser.session().equals(account.id().value()));
  }
}
