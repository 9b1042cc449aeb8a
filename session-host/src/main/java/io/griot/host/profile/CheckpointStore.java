package io.griot.host.profile;

import io.griot.contract.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Stores checkpoints. Thread-safe; blocks for each request. */
public interface CheckpointStore {

  void put(String key, Path file) throws IOException;

  /**
   * Opens a checkpoint. The caller closes the stream.
   *
   * @throws UnusableCheckpointException when it does not exist
   * @throws IOException when it cannot be read now
   */
  InputStream get(String key) throws IOException;

  /**
   * Deletes a session's older checkpoints and keeps the newest of them. Checkpoints newer than this
   * one stay: they belong to a later host of the session.
   *
   * @param kept the number of checkpoints to keep, this one included
   */
  void deleteOlder(Generation session, String key, int kept) throws IOException;

  /** The keys of a session's checkpoints, oldest first. */
  List<String> list(Generation session) throws IOException;

  /** Deletes all checkpoints of a session that has ended. */
  void deleteAll(Generation session) throws IOException;
}
