package io.griot.host.session;

import io.griot.host.bridge.PageEvent.LoggedOut;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.Browser;
import io.griot.host.lease.LeaseCheck;
import io.griot.host.lease.SessionRecord;
import io.griot.host.profile.Profile;
import io.griot.host.session.CheckpointUpload.End;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session's profile: makes it ready for each browser, checkpoints it while the browser
 * runs, and puts it back when the page deleted its data. For the browser's thread; blocks.
 */
final class ProfileKeeper {
  private static final Logger log = LoggerFactory.getLogger(ProfileKeeper.class);

  private final SessionRecord session;
  private final Profile profile;
  private final PageStatusBoard status;
  private final BrokenStarts brokenStarts;
  private final AtomicBoolean linked;
  private final CheckpointSchedule checkpoints;
  private final LeaseCheck lease;
  private final CheckpointUpload upload;

  /** Whether the page deleted its data and the profile was not restored yet. */
  private boolean emptied;

  /**
   * @param linked whether a phone is linked, so that a logout would lose something
   */
  ProfileKeeper(
      SessionRecord session,
      Profile profile,
      PageStatusBoard status,
      BrokenStarts brokenStarts,
      AtomicBoolean linked,
      CheckpointSchedule checkpoints,
      LeaseCheck lease) {
    this.session = session;
    this.profile = profile;
    this.status = status;
    this.brokenStarts = brokenStarts;
    this.linked = linked;
    this.checkpoints = checkpoints;
    this.lease = lease;
    this.upload = new CheckpointUpload(session.id());
  }

  /** Brings the profile to the disk for the next browser. A linked one is copied first. */
  Profile.Prepared prepare() throws IOException {
    if (emptied) {
      putBack();
    }
    Profile.Prepared prepared = profile.prepare(session);
    if (linked.get()) {
      profile.keepCopy();
    }
    return prepared;
  }

  /** A browser is about to use the profile. */
  void browserStarts() throws IOException {
    profile.browserStarts();
  }

  /** The browser runs: the interval between checkpoints begins anew. */
  void begin() {
    checkpoints.begin();
  }

  /** The page was usable. */
  void pageIsUp() throws IOException {
    profile.pageIsUp();
  }

  /**
   * The browser was asked to end, and has ended.
   *
   * @param isLastState whether it wrote everything before
   */
  void browserEnded(boolean isLastState) throws IOException {
    profile.browserEnded(isLastState);
  }

  /**
   * The page deleted its data. Puts the profile back, before anything treats the emptied one as the
   * session's.
   *
   * @throws HostFailsSessionException after too many such starts in a row
   */
  void storageFailed(Optional<LoggedOut.Cause> cause) throws IOException {
    cause.ifPresent(brokenStarts::broke);
    emptied = true;
    putBack();
  }

  private void putBack() throws IOException {
    if (brokenStarts.isCopyDoubtful()) {
      profile.dropCopy();
    }
    boolean done = profile.putBack(session);
    emptied = false;
    log.atWarn()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("done", done)
        .log("profile.put_back");
    if (!done) {
      linked.set(false);
      status.apply(new Change.Heard(new LoggedOut("no_copy", LoggedOut.Cause.STORAGE)));
    } else if (brokenStarts.isOver()) {
      throw new HostFailsSessionException(session.id(), "the page cannot open its storage");
    }
  }

  /** The time until the next checkpoint; never zero. */
  Duration untilCheckpoint() {
    return checkpoints.untilDue();
  }

  /**
   * Begins a checkpoint of a usable page if one is due. It is stored while the browser is looked at
   * again. One that failed is tried again soon.
   *
   * @throws LeaseLostException when another host has the session
   */
  void checkpointIfDue(Browser browser) throws InterruptedException, LeaseLostException {
    if (upload.takeEnd().map(this::settle).equals(Optional.of(End.LEASE_LOST))) {
      throw new LeaseLostException(lease.lease());
    }
    PageStatus now = status.current();
    if (!now.said().usable()) {
      if (now.isSpeaking() && !now.said().authenticated()) {
        checkpoints.unlinked();
      }
      return;
    }
    if (upload.isUnderWay() || !checkpoints.isDue()) {
      return;
    }
    try {
      profile
          .pack(browser.processes())
          .ifPresent(packed -> upload.begin(() -> profile.store(packed)));
    } catch (IOException e) {
      checkpoints.failed();
      log.atWarn().addKeyValue("sessionId", session.id()).setCause(e).log("checkpoint.failed");
    }
  }

  /**
   * The browser has ended. Breaks off a checkpoint that is being stored: its successor, or the
   * session's end, takes a newer one. Must be called before anything else of the profile.
   */
  void endCheckpoint() throws InterruptedException {
    upload.breakOff().ifPresent(this::settle);
  }

  private End settle(End end) {
    if (end == End.FAILED) {
      checkpoints.failed();
    }
    return end;
  }
}
