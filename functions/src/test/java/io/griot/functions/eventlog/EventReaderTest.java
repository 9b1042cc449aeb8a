package io.griot.functions.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.SessionName;
import io.griot.functions.eventlog.EventReader.Page;
import io.griot.functions.eventlog.EventReader.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static final LogId MAIN = log("main");
  private static final LogId OTHER = log("other");

  private final MemoryEventLogs logs = new MemoryEventLogs();
  private final EventReader reader = new EventReader(logs, new Random(1));

  @Test
  void readsEachEventOfEachLogOnceAndInOrder() {
    for (int i = 0; i < 300; i++) {
      append(MAIN, "message", "a" + i, "b" + i);
      append(OTHER, "message", "c" + i);
    }
    List<EventId> main = new ArrayList<>();
    List<EventId> other = new ArrayList<>();
    Page page = page(LogCursor.START, MAIN, OTHER);
    while (true) {
      page.events()
          .forEach(read -> (read.log().equals(MAIN) ? main : other).add(read.event().id()));
      if (page.isEnd()) {
        break;
      }
      page = page(LogCursor.of(page.cursor().text()).orElseThrow(), MAIN, OTHER);
    }

    assertThat(main)
        .containsExactlyElementsOf(
            IntStream.range(0, 300)
                .boxed()
                .flatMap(i -> List.of(id(MAIN, "a" + i), id(MAIN, "b" + i)).stream())
                .toList());
    assertThat(other)
        .containsExactlyElementsOf(
            IntStream.range(0, 300).mapToObj(i -> id(OTHER, "c" + i)).toList());
    assertThat(page(page.cursor(), MAIN, OTHER).events()).isEmpty();
  }

  @Test
  void readsNoMoreThanItAnswers() {
    for (int i = 0; i < 1_000; i++) {
      append(MAIN, "message", "m" + i);
    }
    Page page = page(LogCursor.START, MAIN);

    assertThat(page.events()).hasSize(EventReader.MAX_EVENTS);
    assertThat(logs.read).isEqualTo(EventReader.MAX_EVENTS);
    assertThat(page.isEnd()).isFalse();
  }

  @Test
  void letsAFloodInOneLogKeepNoOtherBack() {
    for (int i = 0; i < 1_000; i++) {
      append(MAIN, "message", "m" + i);
    }
    append(OTHER, "message", "1");

    assertThat(page(LogCursor.START, MAIN, OTHER).events())
        .extracting(read -> read.event().id())
        .contains(id(OTHER, "1"));
  }

  @Test
  void passesOverWhatIsNotAskedFor() {
    append(MAIN, "message_ack", "1", "2");
    append(MAIN, "message", "3");
    Question question = new Question(List.of(MAIN), Optional.of(Set.of("message")));
    Page page = reader.page(question, LogCursor.START);

    assertThat(page.events()).extracting(read -> read.event().id()).containsExactly(id(MAIN, "3"));
    assertThat(page.cursor().of(MAIN)).isEqualTo(3);
  }

  @Test
  void endsAPageThoughNothingWasFoundAndGoesOnBehindIt() {
    for (int i = 0; i < 1_000; i++) {
      append(MAIN, "message_ack", "m" + i);
    }
    Question question = new Question(List.of(MAIN), Optional.of(Set.of("message")));
    Page page = reader.page(question, LogCursor.START);

    assertThat(page.events()).isEmpty();
    assertThat(page.isEnd()).isFalse();
    assertThat(page.cursor().of(MAIN)).isPositive().isLessThan(1_000);
  }

  @Test
  void passesOverWhereAnOwnerOnlyBegan() {
    append(MAIN, "message");
    append(MAIN, "message", "1");

    assertThat(page(LogCursor.START, MAIN).events()).hasSize(1);
    assertThat(page(LogCursor.START, MAIN).cursor().of(MAIN)).isEqualTo(2);
  }

  @Test
  void knowsWhetherThereIsMore() {
    Question question = new Question(List.of(MAIN), Optional.empty());
    append(MAIN, "message", "1");
    assertThat(reader.goesOn(question, LogCursor.START)).isTrue();
    LogCursor end = page(LogCursor.START, MAIN).cursor();
    assertThat(reader.goesOn(question, end)).isFalse();
    append(MAIN, "message", "2");
    assertThat(reader.goesOn(question, end)).isTrue();
    assertThat(reader.goesOn(new Question(List.of(), Optional.empty()), end)).isFalse();
  }

  private Page page(LogCursor from, LogId... of) {
    return reader.page(new Question(List.of(of), Optional.empty()), from);
  }

  private void append(LogId log, String dataType, String... keys) {
    logs.append(log, Instant.EPOCH, dataType, keys);
  }

  private static EventId id(LogId log, String key) {
    return EventId.of(log.session().orElseThrow(), "message", key);
  }

  private static LogId log(String name) {
    return new LogId(new CustomerId("shop"), new SessionName(name), Environment.TEST);
  }
}
