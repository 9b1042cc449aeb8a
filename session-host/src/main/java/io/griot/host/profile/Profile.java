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
 * A session's browser profile under one lease: restores, checkpoints and removes it. Used by one
 * thread at a time; every method blocks.
 */
public final class Profile {
  private static final Logger log = LoggerFactory.getLogger(Profile.class);

  /** Files that Chromium recreates, and files of the running process. */
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

  /** Number of checkpoints kept, because the newest one may be damaged. */
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

  /**
   * Whether the page deleted its data and the profile has not been restored yet. The profile then
   * is not a state of the session.
   */
  private boolean isEmptied;

  /** Whether a page was usable with the profile in its current state. */
  private boolean isProven;

  /** Whether the profile is the session's last state: no newer state has sent anything. */
  private boolean isLastState;

  private volatile boolean isOlder;

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
   * Prepares the profile for a browser. Uses this host's own profile if it is at least as new as
   * the checkpoint. Otherwise restores the checkpoint, or an older one if it is unusable. Without
   * any, the profile is empty.
   *
   * <p>It repairs the browser's databases where they end in the middle of a record; see {@link
   * LevelDbLogs}. It withdraws the mark that the checkpoint is the last state. A later host must
   * not trust that mark, however this host ends.
   *
   * @param before the session as it was before this lease
   * @throws IOException when no checkpoint can be read; the local profile is unchanged
   */
  public Prepared prepare(SessionRecord before) throws IOException {
    boolean isLast = prepared ? isLastState : bring(before);
    if (before.isLastState() && !leases.outdateCheckpoint(lease)) {
      throw new IOException("lease " + lease + " is lost");
    }
    folder.removeOthers();
    folder.useUnder(lease.token());
    prepared = true;
    // The truncated part was never read again, so the state may be older than what was sent.
    isLastState = !hasTornLogs() && isLast;
    return new Prepared(folder.userData(), isLastState);
  }

  /**
   * A profile on which a browser can be started.
   *
   * @param userData the browser's user data folder
   * @param isLastState whether its last browser ended in an orderly way and wrote everything; false
   *     if that is unknown. An older state would re-use Signal counters
   */
  public record Prepared(Path userData, boolean isLastState) {}

  private boolean hasTornLogs() throws IOException {
    int torn = LevelDbLogs.cutTornEnds(folder.userData());
    if (torn > 0) {
      log.atWarn()
          .addKeyValue("sessionId", lease.session())
          .addKeyValue("logs", torn)
          .log("profile.torn_logs_cut");
    }
    return torn > 0;
  }

  /**
   * Whether a checkpoint was restored that is not the session's last state, so that the page lost
   * data. Any thread may call it.
   */
  public boolean isOlder() {
    return isOlder;
  }

  /**
   * Fetches the profile.
   *
   * @return whether it is the session's last state
   */
  private boolean bring(SessionRecord before) throws IOException {
    Optional<String> checkpoint = before.checkpoint();
    if (checkpoint.isEmpty()) {
      return folder.isEmpty();
    }
    long local = folder.token();
    long stored = CheckpointKey.tokenOf(checkpoint.get());
    if (local < stored) {
      boolean isRecorded = restoreNewest(checkpoint.get());
      isOlder = !isRecorded || !before.isLastState();
      return !isOlder;
    }
    return local == stored && before.isLastState();
  }

  /** Must be called before a browser starts, because the profile then changes. */
  public void browserStarts() {
    isLastState = false;
  }

  /**
   * Must be called when the browser has ended.
   *
   * @param everythingWritten whether it ended in an orderly way, its page was connected until then,
   *     and no reset of Signal keys is pending
   */
  public void browserEnded(boolean everythingWritten) {
    isLastState = everythingWritten;
  }

  /**
   * Takes a checkpoint if the profile has changed since the last one, and makes it the session's
   * newest. No browser may be running. No checkpoint is taken of a profile that must be restored,
   * nor of one on which no page was up: it may be damaged, and would replace the link.
   *
   * @return false when the lease is lost
   */
  public boolean checkpoint() throws IOException, InterruptedException {
    if (!isOfTheSession() || !isProven) {
      return true;
    }
    Optional<Packed> packed = pack(Optional.empty());
    if (packed.isPresent()) {
      return store(packed.get());
    }
    return !isLastState || lastKey.isEmpty() || leases.setCheckpoint(lease, lastKey, true);
  }

  private boolean isOfTheSession() {
    return prepared && !isEmptied;
  }

  /** A checkpoint on this host's disk, for {@link #store}. */
  public static final class Packed {
    private final List<FileTree.Entry> files;
    private final Path zip;
    private final boolean isLast;

    private Packed(List<FileTree.Entry> files, Path zip, boolean isLast) {
      this.files = files;
      this.zip = zip;
      this.isLast = isLast;
    }
  }

  /**
   * Packs a checkpoint of a running browser, for {@link #store}. Makes no request.
   *
   * @param browser paused while files are copied
   * @return empty when the profile has not changed since the last one, or must be restored
   */
  public Optional<Packed> pack(ProcessGroup browser) throws IOException, InterruptedException {
    return isOfTheSession() ? pack(Optional.of(browser)) : Optional.empty();
  }

  private Optional<Packed> pack(Optional<ProcessGroup> browser)
      throws IOException, InterruptedException {
    List<FileTree.Entry> now = FileTree.files(folder.userData(), Profile::isKept);
    if (now.equals(lastTaken)) {
      return Optional.empty();
    }
    FileTree.delete(folder.work());
    Path copy = folder.work().resolve("copy");
    Files.createDirectories(copy);
    copy(browser, copy);
    Path zip = folder.work().resolve("checkpoint.zip");
    FileTree.pack(copy, zip);
    return Optional.of(new Packed(now, zip, browser.isEmpty() && isLastState));
  }

  /**
   * Uploads what was packed, and makes it the session's newest checkpoint. May take minutes. Until
   * it returns, only {@link #pageIsUp} and {@link #isOlder} may be called.
   *
   * @return false when the lease is lost
   */
  public boolean store(Packed packed) throws IOException {
    String key = Names.checkpointObject(generation, lease.token(), ++taken);
    checkpoints.put(key, packed.zip);
    boolean ours = leases.setCheckpoint(lease, key, packed.isLast);
    if (ours) {
      log.atInfo()
          .addKeyValue("sessionId", lease.session())
          .addKeyValue("done", taken)
          .addKeyValue("bytes", Files.size(packed.zip))
          .log("checkpoint.taken");
      lastTaken = packed.files;
      lastKey = key;
    }
    FileTree.delete(folder.work());
    if (ours) {
      checkpoints.deleteOlder(generation, key, KEPT);
    }
    return ours;
  }

  /** Keeps a copy of the profile until its page is up. Must be called before the browser starts. */
  public void keepCopy() throws IOException {
    copy.keep();
  }

  /**
   * Records that the page is up: the profile is worth a checkpoint, and its copy is too old to be
   * restored.
   */
  public void pageIsUp() throws IOException {
    isProven = true;
    dropCopy();
  }

  /** Deletes the copy. */
  public void dropCopy() throws IOException {
    copy.drop();
  }

  /**
   * Restores the profile after the page deleted its data: from the copy made before the start, else
   * from the newest checkpoint. No browser may be running. Until then the local profile counts as
   * older than every checkpoint, also under a later lease.
   *
   * @param before the session as it was before this lease
   * @return false when neither exists
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
    isOlder = true;
    return true;
  }

  /** Deletes the local profile and all checkpoints. No browser may be running. */
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
   * Restores the recorded checkpoint, or the one before if it is damaged or missing. Fails if the
   * checkpoint temporarily cannot be read: an older profile must not replace it for that reason.
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
    copy.drop(); // the copy is of another profile
    log.atInfo()
        .addKeyValue("sessionId", lease.session())
        .addKeyValue("key", key)
        .log("checkpoint.restored");
  }

  static boolean isKept(Path path) {
    return !LEFT_OUT.contains(path.getFileName().toString());
  }
}
