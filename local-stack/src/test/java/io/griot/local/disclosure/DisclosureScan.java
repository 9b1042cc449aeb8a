package io.griot.local.disclosure;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.griot.local.disclosure.Secrets.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * Scans everything that a process writes to its log or puts on queues, and the names of its objects
 * and queues. Thread-safe.
 *
 * <ul>
 *   <li>Logs, names of groups, queues and objects, and URLs of AWS services must contain no keys,
 *       secrets, phone numbers or texts of messages.
 *   <li>Messages of queues are commands and events: they contain phone numbers, texts and QR codes.
 *       They must contain no keys and no secrets.
 * </ul>
 */
final class DisclosureScan {
  private static final List<Kind> ALL = List.of(Kind.KEY, Kind.SECRET, Kind.CODE, Kind.NUMBER);
  private static final List<Kind> NEVER = List.of(Kind.KEY, Kind.SECRET);

  private final MessageTexts texts = new MessageTexts();
  private final Consumer<String> report;

  /**
   * @param report receives a line for each finding: its place and its beginning
   */
  DisclosureScan(Consumer<String> report) {
    this.report = report;
  }

  /**
   * Scans, from now on, all lines of this process's log from loggers whose name has this prefix.
   */
  void followLog(String loggers, String but) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Lines lines = new Lines(loggers, but);
      lines.setContext(context);
      lines.start();
      context.getLogger("ROOT").addAppender(lines);
    }
  }

  /** Scans a line of the log. */
  void line(String where, String text) {
    texts.remember(text);
    name(where, text);
  }

  /** Scans a name or an address. */
  void name(String where, String text) {
    Secrets.in(text, ALL).forEach(found -> report(where, found.kind(), found.what()));
    texts.in(text).ifPresent(found -> report(where, Kind.TEXT, Secrets.begin(found)));
  }

  /** Scans a message of a queue. */
  void message(String where, String body) {
    Secrets.in(body, NEVER).forEach(found -> report(where, found.kind(), found.what()));
    texts
        .learn(body)
        .ifPresent(found -> report("a line before " + where, Kind.TEXT, Secrets.begin(found)));
  }

  private void report(String where, Kind kind, String what) {
    report.accept("%s in %s: %s".formatted(kind, where, what));
  }

  private final class Lines extends AppenderBase<ILoggingEvent> {
    private final String loggers;
    private final String but;

    Lines(String loggers, String but) {
      this.loggers = loggers;
      this.but = but;
    }

    @Override
    protected void append(ILoggingEvent event) {
      String logger = event.getLoggerName();
      if (logger.startsWith(loggers) && (but.isEmpty() || !logger.startsWith(but))) {
        line("the log, " + logger + " " + event.getMessage(), text(event));
      }
    }

    private static String text(ILoggingEvent event) {
      StringBuilder text = new StringBuilder(event.getFormattedMessage());
      List<KeyValuePair> pairs = event.getKeyValuePairs();
      if (pairs != null) {
        pairs.forEach(pair -> text.append(' ').append(pair.key).append('=').append(pair.value));
      }
      if (event.getThrowableProxy() != null) {
        text.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      return text.toString();
    }
  }
}
