package io.griot.host.profile;

import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.host.browser.ProcessGroup;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.SessionRecord;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A session's browser profile under one lease: brought here, checkpointed, removed. One thread at a
 * time.
 */
public final class Profile {
  private static final Logger log = LoggerFactory.getLogger(Profile.class);

  /** What Chromium makes anew by itself, and what belongs to the running process alone. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Cache",
          "Code Cache",
          "GPUCache",
          "DawnGraphiteCache",
          "DawnWebGPUCache",
          "GraphiteDawnCache",
          "GrShaderCache",
          "ShaderCache",
          "CacheStorage",
          "ScriptCache",
          "Crashpad",
          "BrowserMetrics",
          "component_crx_cache",
          "extensions_crx_cache",
          "optimization_guide_model_store",
          "Safe Browsing",
          "DevToolsActivePort",
          "SingletonLock",
          "SingletonCookie",
          "SingletonSocket");

  /** How many checkpoints stay: a damaged one must not be the only one. */
  static final int KEPT = 3;

  private final ProfileFolder folder;
  private final CheckpointStore checkpoints;
  private final LeaseStore leases;
  private final Lease lease;
  private final Generation generation;
  private final ProfileCopy copy;
  private List<FileTree.Entry> lastTaken = List.of();
  private String lastKey = "";
  private long taken;
  private boolean prepared;

  /** Whether the page deleted its data and they are not put back yet: no state of the session. */
  private boolean isEmptied;

  /** Whether a page was usable on the profile as it is. */
  private boolean isProven;

  /** Nothing of it can be older than what WhatsApp's peers have seen. */
  private boolean isLastState;

  public Profile(
      ProfileFolder folder,
      CheckpointStore checkpoints,
      LeaseStore leases,
      Lease lease,
      Generation generation) {
    this.folder = folder;
    this.generation = generation;
    this.checkpoints = checkpoints;
    this.leases = leases;
    this.lease = lease;
    this.copy = new ProfileCopy(folder);
  }

  /**
   * Brings the profile here: this host's own when it is at least as new as the checkpoint, else the
   * checkpoint, or the one before where that cannot be read, else an empty one. Before the browser
   * starts.
   *
   * <p>That the checkpoint is the last state is taken back first: whoever takes the session after
   * this host, in whatever way it leaves, must not believe it any more.
   *
   * @param before the session before this lease
   * @throws IOException when no checkpoint can be read; the local profile is as it was
   */
  public Prepared prepare(SessionRecord before) throws IOException {
    boolean isLast = prepared ? isLastState : bring(before);
    if (before.isLastState() && !leases.outdateCheckpoint(lease)) {
      throw new IOException("lease " + lease + " is lost");
    }
    folder.removeOthers();
    folder.useUnder(lease.token());
    prepared = true;
    isLastState = isLast;
    return new Prepared(folder.userData(), isLast);
  }

  /**
   * A profile that a browser can be started on.
   *
   * @param userData the browser's user data folder
   * @param isLastState whether its last browser ended by itself and wrote everything; false also
   *     when that is not known. What is sent from an older state re-uses Signal counters
   */
  public record Prepared(Path userData, boolean isLastState) {}

  /** Whether what is here now is the last state there was. */
  private boolean bring(SessionRecord before) throws IOException {
    Optional<String> checkpoint = before.checkpoint();
    if (checkpoint.isEmpty()) {
      return folder.isEmpty();
    }
    long local = folder.token();
    long stored = CheckpointKey.tokenOf(checkpoint.get());
    if (local < stored) {
      boolean isRecorded = restoreNewest(checkpoint.get());
      return isRecorded && before.isLastState();
    }
    return local == stored && before.isLastState();
  }

  /**
   * A browser is about to start: from here on the profile changes, perhaps without being written.
   */
  public void browserStarts() {
    isLastState = false;
  }

  /**
   * The browser has ended.
   *
   * @param everythingWritten whether by itself, and with nothing left to be dropped from a state
   *     that was not the last one
   */
  public void browserEnded(boolean everythingWritten) {
    isLastState = everythingWritten;
  }

  /**
   * Takes a checkpoint when something changed since the last one, and makes it the session's
   * newest. Takes none of a profile that is to be put back, and at rest none of one on which no
   * page was up: what lies on a disk may be damaged, and would take the link's place.
   *
   * @param browser stopped for the moment of the copy; empty when no browser is running
   * @return false when the lease was lost
   */
  public boolean checkpoint(Optional<ProcessGroup> browser)
      throws IOException, InterruptedException {
    if (!prepared || isEmptied || (browser.isEmpty() && !isProven)) {
      return true;
    }
    List<FileTree.Entry> now = FileTree.files(folder.userData(), Profile::isKept);
    boolean isLast = browser.isEmpty() && isLastState;
    if (now.equals(lastTaken)) {
      return !isLast || lastKey.isEmpty() || leases.setCheckpoint(lease, lastKey, true);
    }
    FileTree.delete(folder.work());
    Path copy = folder.work().resolve("copy");
    Files.createDirectories(copy);
    copy(browser, copy);
    Path zip = folder.work().resolve("checkpoint.zip");
    FileTree.pack(copy, zip);
    String key = Names.checkpointObject(generation, lease.token(), ++taken);
    checkpoints.put(key, zip);
    boolean ours = leases.setCheckpoint(lease, key, isLast);
    if (ours) {
      log.atInfo()
          .addKeyValue("sessionId", lease.session())
          .addKeyValue("done", taken)
          .addKeyValue("bytes", Files.size(zip))
          .log("checkpoint.taken");
      lastTaken = now;
      lastKey = key;
    }
    FileTree.delete(folder.work());
    if (ours) {
      checkpoints.deleteOlder(generation, key, KEPT);
    }
    return ours;
  }

  /** Keeps a copy of the profile until its page is up. Before the browser starts. */
  public void keepCopy() throws IOException {
    copy.keep();
  }

  /** The page is up: the profile is worth a checkpoint, and its copy too old to be put back. */
  public void pageIsUp() throws IOException {
    isProven = true;
    dropCopy();
  }

  /** The copy is of no more use. */
  public void dropCopy() throws IOException {
    copy.drop();
  }

  /**
   * Puts the profile back after the page deleted its data: from the copy that was kept while it
   * started, else from the newest checkpoint. No browser may be running. Until it is done, the
   * local profile counts as older than every checkpoint, also for a later lease.
   *
   * @param before the session before this lease
   * @return false when there is neither
   */
  public boolean putBack(SessionRecord before) throws IOException {
    isLastState = false;
    isEmptied = true;
    isProven = false;
    folder.forgetToken();
    boolean done = copy.putBack() || restoredNewest(before);
    folder.useUnder(lease.token());
    isEmptied = false;
    return done;
  }

  private boolean restoredNewest(SessionRecord before) throws IOException {
    Optional<String> newest =
        taken > 0
            ? Optional.of(Names.checkpointObject(generation, lease.token(), taken))
            : before.checkpoint();
    if (newest.isEmpty()) {
      return false;
    }
    boolean _ = restoreNewest(newest.get());
    return true;
  }

  /** Removes the profile here and every checkpoint. No browser may be running. */
  public void remove() throws IOException {
    folder.remove();
    checkpoints.deleteAll(generation);
  }

  private void copy(Optional<ProcessGroup> browser, Path target)
      throws IOException, InterruptedException {
    if (browser.isEmpty()) {
      FileTree.copy(FileTree.files(folder.userData(), Profile::isKept), target);
      return;
    }
    browser.get().freeze();
    try {
      FileTree.copy(FileTree.files(folder.userData(), Profile::isKept), target);
    } finally {
      browser.get().resume();
    }
  }

  /**
   * Restores the recorded checkpoint; the one before when that is damaged or gone. When it only
   * cannot be read now, this fails: an older profile must not take its place for that.
   *
   * @return whether it was the recorded one
   */
  private boolean restoreNewest(String recorded) throws IOException {
    try {
      restore(recorded);
      return true;
    } catch (UnusableCheckpointException e) {
      log.atWarn()
          .addKeyValue("sessionId", lease.session())
          .addKeyValue("checkpoint", recorded)
          .setCause(e)
          .log("checkpoint.not_restored");
    }
    List<String> older =
        checkpoints.list(generation).stream()
            .filter(key -> key.compareTo(recorded) < 0)
            .sorted(Comparator.reverseOrder())
            .toList();
    IOException failure = new IOException("no checkpoint of " + generation + " can be read");
    for (String key : older) {
      try {
        restore(key);
        return false;
      } catch (UnusableCheckpointException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private void restore(String key) throws IOException {
    FileTree.delete(folder.work());
    Path unpacked = folder.work().resolve("restored");
    Files.createDirectories(unpacked);
    Path zip = folder.work().resolve("checkpoint.zip");
    try (InputStream stored = checkpoints.get(key)) {
      Files.copy(stored, zip);
    } catch (UncheckedIOException | SdkException e) {
      throw new IOException("cannot read checkpoint " + key, e);
    }
    try {
      FileTree.unpack(zip, unpacked);
    } catch (ZipException | EOFException e) {
      throw new UnusableCheckpointException("checkpoint " + key + " is damaged", e);
    }
    FileTree.delete(folder.userData());
    Files.move(unpacked, folder.userData());
    FileTree.delete(folder.work());
    copy.drop(); // it was another profile's
    log.atInfo()
        .addKeyValue("sessionId", lease.session())
        .addKeyValue("key", key)
        .log("checkpoint.restored");
  }

  static boolean isKept(Path path) {
    return !LEFT_OUT.contains(path.getFileName().toString());
  }
}
