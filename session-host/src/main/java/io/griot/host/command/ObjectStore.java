package io.griot.host.command;

import io.griot.contract.AnswerFile;
import java.nio.file.Path;

/**
 * Stores objects that are too large for a queue or a table. Thread-safe; blocks for each request.
 */
public interface ObjectStore {
  void put(String key, String json);

  void put(String key, Path file, AnswerFile about);

  String get(String key);
}
