package io.griot.functions.command;

import java.net.URI;
import java.util.Optional;

/** Where what is too large for a queue or an item is kept. */
public interface PayloadStore {
  void put(String key, String json);

  /** The text; empty when there is no such object (any more). */
  Optional<String> get(String key);

  /** The bytes; empty when there is no such object (any more). */
  Optional<byte[]> bytes(String key);

  /** An address where whoever has it can get the object, for an hour. */
  URI link(String key);
}
