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
 * Which of a session's events were told, so that what WhatsApp shows as new once more is not told
 * again: the last {@link #REMEMBERED}. They are kept in a file of the browser's profile, and go
 * where that goes: over restarts of page and host, and with checkpoints to other hosts. An older
 * checkpoint has an older memory; the events' queue drops what it was given in the last five
 * minutes.
 *
 * <p>An event counts as told once the queue has it. What never got there is told when it comes
 * again. Thread-safe. A disk that refuses is logged; memory alone counts then.
 */
public final class ToldEvents {
  /** How many events are remembered; their file has up to twice as many. */
  static final int REMEMBERED = 10_000;

  private static final Logger log = LoggerFactory.getLogger(ToldEvents.class);
  private static final String NAME = "griot-told-events";
  private static final int HASHED_CHARACTERS = 12;

  private final Path profile;
  private final Path file;
  private final Set<EventId> underWay = new HashSet<>();
  private final Set<Long> told = new LinkedHashSet<>();
  private boolean isLoaded;
  private int inFile;

  /**
   * @param profile the browser's folder; read when the first event comes, after it was restored
   */
  public ToldEvents(Path profile) {
    this.profile = profile;
    this.file = profile.resolve(NAME);
  }

  /**
   * An event is about to be told.
   *
   * @return false when it was told, or is about to be: it is to be passed over
   */
  synchronized boolean begin(EventId event) {
    load();
    return !told.contains(hash(event)) && underWay.add(event);
  }

  /**
   * What became of an event that was {@link #begin begun}.
   *
   * @param isTold whether the queue has it
   */
  synchronized void end(EventId event, boolean isTold) {
    underWay.remove(event);
    if (isTold) {
      remember(hash(event));
    }
  }

  private void remember(long hash) {
    told.add(hash);
    if (told.size() > REMEMBERED) {
      told.remove(told.iterator().next());
    }
    if (!Files.isDirectory(profile)) {
      return; // The session has ended, and its profile is gone.
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
          told.add(kept.getLong());
        }
        while (told.size() > REMEMBERED) {
          told.remove(told.iterator().next());
        }
        // A copy made under way may end within an entry, and no other may follow that.
        rewrite();
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("told_events.not_read");
    }
  }

  private void rewrite() throws IOException {
    Path draft = file.resolveSibling(NAME + ".new");
    Files.write(draft, bytes(told));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    inFile = told.size();
  }

  private static byte[] bytes(Set<Long> hashes) {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
    hashes.forEach(bytes::putLong);
    return bytes.array();
  }

  /** An id is a digest: some of its characters tell it from 10 000 others. */
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
