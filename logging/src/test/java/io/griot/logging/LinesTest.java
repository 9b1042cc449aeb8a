package io.griot.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LinesTest {
  private final LoggerContext context = context();

  @Test
  void writesAnEventAndItsPairsAsOneJsonObject() throws IOException {
    LoggingEvent event = event("command.accepted", null);
    event.setMDCPropertyMap(Map.of("requestId", "r-1"));
    event.setKeyValuePairs(List.of(new KeyValuePair("attempt", 2), new KeyValuePair("sent", true)));

    assertThat(new JsonLines().line(event))
        .isEqualTo(
            "{\"time\":\"2026-11-30T10:00:00Z\",\"level\":\"INFO\",\"logger\":\"io.griot.Gate\","
                + "\"event\":\"command.accepted\",\"requestId\":\"r-1\",\"attempt\":2,\"sent\":true}");
  }

  @Test
  void keepsAnExceptionAndItsCauseInOneJsonLine() throws IOException {
    Exception exception =
        new IllegalStateException("of the \"request\"", new IOException("of the\nnetwork"));

    String line = new JsonLines().line(event("request.failed", exception));

    assertThat(line).doesNotContain("\n");
    assertThat(names(line)).containsExactly("time", "level", "logger", "event", "exception");
    assertThat(line).contains("of the \\\"request\\\"").contains("Caused by: java.io.IOException");
  }

  @Test
  void letsNoPairReplaceTheFieldsThatEveryLineHas() throws IOException {
    LoggingEvent event = event("command.accepted", null);
    event.setKeyValuePairs(List.of(new KeyValuePair("level", "mine")));

    String line = new JsonLines().line(event);

    assertThat(line).contains("\"level\":\"INFO\"").doesNotContain("mine");
  }

  @Test
  void letsAPairOfTheEventReplaceOneOfItsThread() {
    LoggingEvent event = event("command.accepted", null);
    event.setMDCPropertyMap(Map.of("sessionId", "of the thread"));
    event.setKeyValuePairs(List.of(new KeyValuePair("sessionId", "of the event")));

    assertThat(new TextLines().line(event))
        .endsWith(" INFO Gate command.accepted sessionId=of the event");
  }

  @Test
  void putsAnExceptionBelowALineToRead() {
    String text = new TextLines().line(event("request.failed", new IOException("gone")));

    assertThat(text.lines().toList().get(0)).endsWith(" INFO Gate request.failed");
    assertThat(text.lines().toList().get(1)).isEqualTo("java.io.IOException: gone");
  }

  @Test
  void namesAValueThatIsNotThere() {
    LoggingEvent event = event("host.gone", null);
    event.setKeyValuePairs(List.of(new KeyValuePair("owner", null)));

    assertThat(new TextLines().line(event)).endsWith("host.gone owner=null");
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private LoggingEvent event(String message, @Nullable Exception exception) {
    LoggingEvent event =
        new LoggingEvent(
            "caller", context.getLogger("io.griot.Gate"), Level.INFO, message, exception, null);
    event.setInstant(Instant.parse("2026-11-30T10:00:00Z"));
    return event;
  }

  private static List<String> names(String json) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
        }
      }
    }
    return names;
  }
}
