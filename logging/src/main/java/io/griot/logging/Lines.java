package io.griot.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** Writes an event as one line. Stateless, so threads may share it. */
abstract sealed class Lines extends EncoderBase<ILoggingEvent> permits JsonLines, TextLines {
  private static final byte[] NOTHING = {};

  /** The line, without a line break. */
  abstract String line(ILoggingEvent event);

  @Override
  public final byte[] encode(ILoggingEvent event) {
    return (line(event) + "\n").getBytes(UTF_8);
  }

  @Override
  public final byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public final byte[] footerBytes() {
    return NOTHING;
  }

  /**
   * The key-value pairs of an event: those of its thread (MDC) first, then its own, which replace a
   * thread's pair with the same key.
   */
  static Map<String, Object> pairs(ILoggingEvent event) {
    Map<String, Object> pairs = new LinkedHashMap<>(event.getMDCPropertyMap());
    List<KeyValuePair> own = event.getKeyValuePairs();
    if (own != null) {
      own.forEach(pair -> pairs.put(pair.key, pair.value == null ? "null" : pair.value));
    }
    return pairs;
  }

  /** The exception with its causes and stack traces, over several lines. */
  static Optional<String> exception(ILoggingEvent event) {
    IThrowableProxy exception = event.getThrowableProxy();
    return exception == null
        ? Optional.empty()
        : Optional.of(ThrowableProxyUtil.asString(exception).stripTrailing());
  }

  /** The last part of a logger's name: the simple class name. */
  static String shortName(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
