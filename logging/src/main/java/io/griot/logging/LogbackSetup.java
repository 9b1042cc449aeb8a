package io.griot.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Configures Logback in code. A configuration file would cost a starting Lambda its XML parser.
 *
 * <p>Everything goes to standard error, a line per event. The logging thread blocks for the write.
 */
public final class LogbackSetup extends ContextAwareBase implements Configurator {
  private final LoggingConfig config;

  /** For Logback's service loader. */
  public LogbackSetup() {
    this(LoggingConfig.read());
  }

  LogbackSetup(LoggingConfig config) {
    this.config = config;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Lines lines = config.json() ? new JsonLines() : new TextLines();
    lines.setContext(context);
    lines.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("console");
    console.setTarget("System.err");
    console.setEncoder(lines);
    console.start();
    context.getLogger("ROOT").addAppender(console);
    config
        .levels()
        .forEach((logger, level) -> context.getLogger(logger).setLevel(Level.valueOf(level)));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
