package io.griot.host.session;

import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.BrowserPage;
import io.griot.host.lease.Lease;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a page whose connection WhatsApp has stopped for good: reloads it, or reports that
 * another login replaced it. For one thread; one instance per browser.
 */
final class StoppedPage {
  private static final Logger log = LoggerFactory.getLogger(StoppedPage.class);

  private final BrowserPage page;
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
   * @param startDeadline time within which the next document must be there
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  StoppedPage(
      BrowserPage page,
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
   * Reloads the page or reports the replacement, if the connection was stopped.
   *
   * @return whether a requested reload did not happen in time
   * @throws LeaseLostException when the lease is lost: the other login is another host's
   */
  boolean isStuck() throws IOException, LeaseLostException {
    PageStatus now = status.current();
    if (!now.said().stopped() || now.isReplaced()) {
      return false;
    }
    long nanos = nanoTime.getAsLong();
    if (documents.getAsInt() == left) {
      return nanos - leftAt > startDeadline.toNanos(); // the old document is still there
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
