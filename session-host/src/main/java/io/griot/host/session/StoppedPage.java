package io.griot.host.session;

import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.Page;
import io.griot.host.lease.Lease;
import io.griot.host.lease.Problem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to a page whose connection WhatsApp has stopped for good: loads it anew, or says that
 * another login has its place. For one thread, of one browser.
 */
final class StoppedPage {
  private static final Logger log = LoggerFactory.getLogger(StoppedPage.class);

  private final Page page;
  private final URI address;
  private final IntSupplier documents;
  private final PageStatusBoard status;
  private final Replacements replacements;
  private final Lease lease;
  private final Duration startDeadline;
  private final LongSupplier nanoTime;
  private int left = -1;
  private long leftAt;

  /**
   * @param documents how many documents the page has had
   * @param startDeadline within which another document must be there
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  StoppedPage(
      Page page,
      URI address,
      IntSupplier documents,
      PageStatusBoard status,
      Replacements replacements,
      Lease lease,
      Duration startDeadline,
      LongSupplier nanoTime) {
    this.page = page;
    this.address = address;
    this.documents = documents;
    this.status = status;
    this.replacements = replacements;
    this.lease = lease;
    this.startDeadline = startDeadline;
    this.nanoTime = nanoTime;
  }

  /**
   * Does what is to be done, if anything.
   *
   * @return whether the page was to be loaded anew and still has not been
   * @throws LeaseLostException when the lease does not hold: the other login is another host's
   */
  boolean isStuck() throws IOException, LeaseLostException {
    PageStatus now = status.current();
    if (!now.said().stopped() || now.problem().equals(Optional.of(Problem.REPLACED))) {
      return false;
    }
    long nanos = nanoTime.getAsLong();
    if (documents.getAsInt() == left) {
      return nanos - leftAt > startDeadline.toNanos(); // it is the old document that still speaks
    }
    if (!lease.isHeldAt(nanos)) {
      throw new LeaseLostException(lease);
    }
    boolean reloads = replacements.mayReload(nanos);
    log.atWarn()
        .addKeyValue("sessionId", lease.session())
        .addKeyValue("reloads", reloads)
        .log("page.stopped");
    if (reloads) {
      left = documents.getAsInt();
      leftAt = nanos;
      status.apply(new Change.Heard(new PageEvent.Opened()));
      page.open(address);
    } else {
      status.apply(new Change.Replaced());
    }
    return false;
  }
}
