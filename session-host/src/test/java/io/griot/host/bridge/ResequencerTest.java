package io.griot.host.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.host.browser.BrowserPage.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResequencerTest {
  private final List<String> heard = new ArrayList<>();
  private final Resequencer resequencer =
      new Resequencer(
          new Resequencer.Listener() {
            @Override
            public void documentOpened() {
              heard.add("opened");
            }

            @Override
            public void message(JsonNode content) {
              heard.add(content.path("n").asText());
            }

            @Override
            public void late(JsonNode content) {
              heard.add("late " + content.path("n").asText());
            }
          });

  private void say(String document, long number) {
    resequencer.accept(new Message(document, Json.MAPPER.createObjectNode().put("n", number)));
  }

  @Test
  void deliversInTheOrderOfTheNumbers() {
    say("d1", 2);
    say("d1", 3);
    say("d1", 1);
    say("d1", 4);
    assertThat(heard).containsExactly("opened", "1", "2", "3", "4");
  }

  @Test
  void dropsWhatCameTwice() {
    say("d1", 1);
    say("d1", 1);
    say("d1", 2);
    assertThat(heard).containsExactly("opened", "1", "2");
  }

  @Test
  void startsAnewWithANewDocumentAndHandsOverWhatTheOldOneSaid() {
    say("d1", 1);
    say("d1", 3);
    say("d1", 5);
    say("d2", 2);
    say("d1", 2);
    say("d1", 5);
    say("d2", 1);
    say("d1", 7);
    assertThat(heard)
        .containsExactly("opened", "1", "late 3", "late 5", "opened", "late 2", "1", "2", "late 7");
  }

  @Test
  void handsOverWhatItHadGivenUp() {
    for (int number = 2; number <= Resequencer.MAX_WAITING + 2; number++) {
      say("d1", number);
    }
    say("d1", 1);
    say("d1", 1);
    assertThat(heard).hasSize(Resequencer.MAX_WAITING + 3).endsWith("1");
  }

  @Test
  void givesAGapUpWhenTooManyWaitBehindIt() {
    for (int number = 2; number <= Resequencer.MAX_WAITING + 2; number++) {
      say("d1", number);
    }
    assertThat(heard).hasSize(Resequencer.MAX_WAITING + 2).startsWith("opened", "2", "3");
  }
}
