package io.griot.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogbackSetupTest {

  @Test
  void isFoundBySlf4j() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    assertThat(context.getLogger("ROOT").getAppender("console")).isNotNull();
    assertThat(context.getLogger("io.griot.Any").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("org.example").getEffectiveLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void writesToStandardErrorWhatTheLevelsLetThrough() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LogbackSetup setup =
        new LogbackSetup(
            new LoggingConfig(true, Map.of("ROOT", "WARN", "io.griot", "INFO", "noisy", "ERROR")));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      assertThat(setup.configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
      context.getLogger("io.griot.Gate").atInfo().addKeyValue("sessionId", "s").log("one");
      context.getLogger("io.griot.Gate").debug("two");
      context.getLogger("org.example").info("three");
      context.getLogger("noisy.part").warn("four");
    } finally {
      System.setErr(before);
    }

    assertThat(written.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("\"event\":\"one\",\"sessionId\":\"s\"");
  }
}
