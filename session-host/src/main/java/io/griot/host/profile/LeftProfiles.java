package io.griot.host.profile;

import io.griot.contract.SessionId;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.SessionRecord;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes profiles from this host's disk that are nobody's any more. A session leaves its profile
 * behind when it moves: it may come back. When it then ends on another host, nobody else can remove
 * it here, and it has the account's messages and keys. For one thread.
 */
public final class LeftProfiles {
  private static final Logger log = LoggerFactory.getLogger(LeftProfiles.class);

  private final Path profiles;
  private final LeaseStore leases;
  private final Predicate<SessionId> isHere;

  /**
   * @param profiles folder of all sessions
   * @param isHere whether a session runs here: it removes its own
   */
  public LeftProfiles(Path profiles, LeaseStore leases, Predicate<SessionId> isHere) {
    this.profiles = profiles;
    this.leases = leases;
    this.isHere = isHere;
  }

  /**
   * Removes the profiles of generations that have ended. No generation comes back, so it does not
   * matter what happens to its session meanwhile.
   *
   * @return how many were removed
   * @throws software.amazon.awssdk.core.exception.SdkException when sessions cannot be read
   * @throws IOException when the disk fails
   */
  public int remove() throws IOException {
    Map<SessionId, List<Path>> left = left();
    if (left.isEmpty()) {
      return 0;
    }
    LeaseStore.Stored stored = leases.read(left.keySet());
    Map<SessionId, String> generations = new HashMap<>();
    for (SessionRecord record : stored.known()) {
      generations.put(record.id(), record.generation().toString());
    }
    int removed = 0;
    for (Map.Entry<SessionId, List<Path>> one : left.entrySet()) {
      if (stored.unknown().contains(one.getKey())) {
        continue;
      }
      String lives = generations.getOrDefault(one.getKey(), "");
      for (Path folder : one.getValue()) {
        if (!folder.getFileName().toString().equals(lives)) {
          FileTree.delete(folder);
          log.atInfo().addKeyValue("sessionId", one.getKey()).log("profile.removed");
          removed++;
        }
      }
    }
    return removed;
  }

  /** Folders of sessions that do not run here. */
  private Map<SessionId, List<Path>> left() throws IOException {
    Map<SessionId, List<Path>> left = new HashMap<>();
    if (Files.notExists(profiles)) {
      return left;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(profiles)) {
      for (Path folder : folders) {
        session(folder.getFileName().toString())
            .filter(isHere.negate())
            .ifPresent(id -> left.computeIfAbsent(id, _ -> new ArrayList<>()).add(folder));
      }
    }
    return left;
  }

  /** Empty for a folder that is no generation's. */
  private static Optional<SessionId> session(String name) {
    return name.matches("[a-z2-7]{26}-[0-9a-z]+")
        ? Optional.of(new SessionId(name.substring(0, name.indexOf('-'))))
        : Optional.empty();
  }
}
