package io.griot.host.profile;

import io.griot.contract.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Where checkpoints are kept. Thread-safe. */
public interface CheckpointStore {

  void put(String key, Path file) throws IOException;

  /**
   * The checkpoint's bytes; the caller closes them.
   *
   * @throws UnusableCheckpointException when there is none
   * @throws IOException when it cannot be read now
   */
  InputStream get(String key) throws IOException;

  /**
   * Deletes a session's checkpoints that are older than this one, but for the newest of those.
   * Newer ones stay: they are another host's, which had the session after this one.
   *
   * @param kept how many stay, this one included
   */
  void deleteOlder(Generation session, String key, int kept) throws IOException;

  /** The keys of a session's checkpoints, the oldest first. */
  List<String> list(Generation session) throws IOException;

  /** Deletes all checkpoints of a session that is no more. */
  void deleteAll(Generation session) throws IOException;
}
