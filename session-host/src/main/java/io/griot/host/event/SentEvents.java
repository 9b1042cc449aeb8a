package io.griot.host.event;

import io.griot.contract.EventId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which of a session's events were sent, so that an event which WhatsApp reports again is
 * not sent twice. The last {@link #REMEMBERED} are kept in a file of the browser's profile, so they
 * survive restarts of page and host and go to other hosts with the checkpoint. An older checkpoint
 * has forgotten the newest ones; the queue itself drops repetitions within five minutes.
 *
 * <p>An event counts as sent once it is on the queue. Thread-safe. If the disk fails, that is
 * logged and only the memory counts.
 */
public final class SentEvents {
  /** The number of events that are remembered. The file has up to twice as many entries. */
  static final int REMEMBERED = 10_000;

  private static final Logger log = LoggerFactory.getLogger(SentEvents.class);
  private static final String NAME = "griot-told-events";
  private static final int HASHED_CHARACTERS = 12;

  private final Path profile;
  private final Path file;
  private final Set<EventId> underWay = new HashSet<>();
  private final Set<Long> sent = new LinkedHashSet<>();
  private boolean isLoaded;
  private int inFile;

  /**
   * @param profile the browser's folder; read at the first event, when it has been restored
   */
  public SentEvents(Path profile) {
    this.profile = profile;
    this.file = profile.resolve(NAME);
  }

  /**
   * Registers an event that is about to be sent.
   *
   * @return false when it was sent before or is being sent: it must be skipped
   */
  synchronized boolean begin(EventId event) {
    load();
    return !sent.contains(hash(event)) && underWay.add(event);
  }

  /** Whether an event was sent, as far as that is remembered. */
  synchronized boolean isSent(EventId event) {
    load();
    return sent.contains(hash(event));
  }

  /**
   * Records the result of an event that was {@link #begin begun}.
   *
   * @param isSent whether it is on the queue
   */
  synchronized void end(EventId event, boolean isSent) {
    underWay.remove(event);
    if (isSent) {
      remember(hash(event));
    }
  }

  private void remember(long hash) {
    sent.add(hash);
    if (sent.size() > REMEMBERED) {
      sent.remove(sent.iterator().next());
    }
    if (!Files.isDirectory(profile)) {
      return; // The session has ended and its profile is deleted.
    }
    try {
      if (inFile >= 2 * REMEMBERED) {
        rewrite();
      } else {
        Files.write(
            file, bytes(Set.of(hash)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        inFile++;
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("told_events.not_written");
    }
  }

  private void load() {
    if (isLoaded) {
      return;
    }
    isLoaded = true;
    try {
      if (Files.exists(file)) {
        ByteBuffer kept = ByteBuffer.wrap(Files.readAllBytes(file));
        while (kept.remaining() >= Long.BYTES) {
          sent.add(kept.getLong());
        }
        while (sent.size() > REMEMBERED) {
          sent.remove(sent.iterator().next());
        }
        // A copy made while writing may end within an entry. Nothing may be appended to that.
        rewrite();
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("told_events.not_read");
    }
  }

  private void rewrite() throws IOException {
    Path draft = file.resolveSibling(NAME + ".new");
    Files.write(draft, bytes(sent));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    inFile = sent.size();
  }

  private static byte[] bytes(Set<Long> hashes) {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
    hashes.forEach(bytes::putLong);
    return bytes.array();
  }

  /** An id is a digest, so a part of it suffices to tell 10 000 events apart. */
  private static long hash(EventId event) {
    long hash = 0;
    for (int i = 0; i < HASHED_CHARACTERS; i++) {
      hash =
          hash * Character.MAX_RADIX
              + Character.digit(event.value().charAt(i), Character.MAX_RADIX);
    }
    return hash;
  }
}
