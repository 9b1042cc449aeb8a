package io.griot.host.command;

/** What is too large for a queue or a table. Thread-safe. */
public interface LargeObjects {
  void put(String key, String json);

  String get(String key);
}
