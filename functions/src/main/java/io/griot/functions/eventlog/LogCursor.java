package io.griot.functions.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A reader's position in each log. A part of the digest of a log's key is its name. A forged cursor
 * only changes the positions in logs that its caller may read anyway: the logs to read are never
 * taken from the cursor. Immutable.
 *
 * @param positions the last position read, by the log's name
 */
public record LogCursor(Map<String, Long> positions) {
  /** The position at the beginning of every log. */
  public static final LogCursor START = new LogCursor(Map.of());

  /**
   * The largest number of logs: the text is part of an address, which has about 10 000 characters.
   */
  static final int MAX_LOGS = 500;

  private static final byte VERSION = 1;
  private static final int NAME_BYTES = 5;
  private static final int POSITION_BYTES = 7;

  public LogCursor {
    positions = Map.copyOf(positions);
  }

  /** The last position read of a log; 0 when nothing was read. */
  public long of(LogId log) {
    return positions.getOrDefault(name(log), 0L);
  }

  /** Whether there is a position of the log. */
  public boolean has(LogId log) {
    return positions.containsKey(name(log));
  }

  /** A copy with a later position of a log. */
  public LogCursor at(LogId log, long position) {
    Map<String, Long> all = new HashMap<>(positions);
    all.put(name(log), position);
    return new LogCursor(all);
  }

  /** A copy without the logs that no longer exist. */
  public LogCursor only(Collection<LogId> logs) {
    Set<String> names = logs.stream().map(LogCursor::name).collect(Collectors.toSet());
    Map<String, Long> left = new HashMap<>(positions);
    left.keySet().retainAll(names);
    return new LogCursor(left);
  }

  /** The cursor as text, in the form that callers get: of {@code A-Z a-z 0-9 - _}. */
  public String text() {
    Map<String, Long> sorted = new TreeMap<>(positions);
    int logs = Math.min(MAX_LOGS, sorted.size());
    ByteBuffer bytes = ByteBuffer.allocate(1 + logs * (NAME_BYTES + POSITION_BYTES));
    bytes.put(VERSION);
    sorted.entrySet().stream()
        .limit(logs)
        .forEach(one -> {
          bytes.put(HexFormat.of().parseHex(one.getKey()));
          byte[] position = ByteBuffer.allocate(Long.BYTES).putLong(one.getValue()).array();
          bytes.put(position, Long.BYTES - POSITION_BYTES, POSITION_BYTES);
        });
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Reads a cursor that {@link #text} wrote; empty when the text is none. */
  public static Optional<LogCursor> of(String text) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean isWhole =
        bytes.hasRemaining()
            && bytes.get() == VERSION
            && bytes.remaining() % (NAME_BYTES + POSITION_BYTES) == 0;
    if (!isWhole) {
      return Optional.empty();
    }
    Map<String, Long> positions = new HashMap<>();
    byte[] name = new byte[NAME_BYTES];
    byte[] position = new byte[Long.BYTES];
    while (bytes.hasRemaining()) {
      bytes.get(name);
      bytes.get(position, Long.BYTES - POSITION_BYTES, POSITION_BYTES);
      positions.put(HexFormat.of().formatHex(name), ByteBuffer.wrap(position).getLong());
    }
    return Optional.of(new LogCursor(positions));
  }

  private static String name(LogId log) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(log.key().getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, NAME_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
