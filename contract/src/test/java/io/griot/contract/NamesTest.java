package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final Instant LATE = Instant.parse("9999-12-31T23:59:59Z");

  @Test
  void staysWithinWhatSqsAllowsAQueuesName() {
    String name = new Names("p".repeat(20)).sessionQueue(new Generation(SESSION, LATE));

    assertThat(name).hasSizeLessThanOrEqualTo(80).matches("[A-Za-z0-9_-]+\\.fifo");
  }

  @Test
  void givesEachGenerationItsOwnQueueAndCheckpoints() {
    Names names = new Names("griot");
    Generation first = new Generation(SESSION, Instant.ofEpochMilli(1));
    Generation second = new Generation(SESSION, Instant.ofEpochMilli(2));

    assertThat(names.sessionQueue(first))
        .startsWith(names.sessionQueuePrefix())
        .isNotEqualTo(names.sessionQueue(second));
    assertThat(Names.checkpointObject(first, 1, 1))
        .isNotEqualTo(Names.checkpointObject(second, 1, 1));
  }

  @Test
  void namesAGenerationByTheMillisecondsThatAreStored() {
    Instant createdAt = Instant.parse("2026-11-23T03:00:00.123456Z");

    assertThat(new Generation(SESSION, createdAt))
        .isEqualTo(new Generation(SESSION, Instant.ofEpochMilli(createdAt.toEpochMilli())));
  }
}
