package io.griot.functions.command;

import java.net.URI;
import java.util.Optional;

/** Stores payloads that are too large for a queue or an item. */
public interface PayloadStore {
  void put(String key, String json);

  /** The text; empty when the object does not exist (any more). */
  Optional<String> get(String key);

  /** The bytes; empty when the object does not exist (any more). */
  Optional<byte[]> bytes(String key);

  /** A URL that gives anybody access to the object for an hour. */
  URI link(String key);
}
