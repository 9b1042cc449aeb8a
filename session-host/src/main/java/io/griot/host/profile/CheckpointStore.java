package io.griot.host.profile;

import io.griot.contract.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Where checkpoints are kept. Thread-safe. */
public interface CheckpointStore {

  void put(String key, Path file) throws IOException;

  /** The checkpoint's bytes; the caller closes them. */
  InputStream get(String key) throws IOException;

  /** Deletes all of a session's checkpoints but one; all, when the key is none of them. */
  void deleteAllBut(Generation session, String key) throws IOException;
}
