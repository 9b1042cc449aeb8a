package io.griot.host.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.AnswerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Objects in memory. Thread-safe. */
public final class FakeObjectStore implements ObjectStore {
  final Map<String, byte[]> stored = new ConcurrentHashMap<>();

  @Override
  public void put(String key, String json) {
    stored.put(key, json.getBytes(UTF_8));
  }

  @Override
  public void put(String key, Path file, AnswerFile about) {
    try {
      stored.put(key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String get(String key) {
    return new String(Objects.requireNonNull(stored.get(key)), UTF_8);
  }
}
