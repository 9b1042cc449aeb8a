package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final String TEXT = "a\ud83d\udca9\udca9 \uffff \u0000 é \ufffe\ud83d";

  @Test
  void sendsNothingThatSqsRefuses() {
    Command command =
        new Command(
            new CommandId("mjuwkylenbzgk3tumuqgc3lpov"),
            new SessionId("a".repeat(26)),
            "clientSendMessage",
            Json.MAPPER.createObjectNode().put("content", TEXT),
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            2);

    String body = Json.write(command);

    assertThat(body.codePoints())
        .allMatch(c -> (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || c > 0xFFFF);
    assertThat(Json.readCommand(body).arguments().path("content").asText())
        .isEqualTo("a\ud83d\udca9\ufffd \ufffd \u0000 é \ufffd\ufffd");
  }

  @Test
  void carriesTheLastMomentToStartAndTheAttempt() {
    Command command =
        new Command(
            new CommandId("mjuwkylenbzgk3tumuqgc3lpov"),
            new SessionId("a".repeat(26)),
            "clientSendMessage",
            Json.MAPPER.createObjectNode(),
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            2);

    assertThat(Json.readCommand(Json.write(command))).isEqualTo(command);
  }

  @Test
  void carriesASendsTurn() {
    Command.Turn turn =
        new Command.Turn(
            Instant.EPOCH.plusSeconds(30),
            new Pace(Duration.ofMillis(1500), 20),
            true,
            Optional.of(Instant.EPOCH.plusSeconds(90)));
    Command command =
        new Command(
                new CommandId("mjuwkylenbzgk3tumuqgc3lpov"),
                new SessionId("a".repeat(26)),
                "clientSendMessage",
                Json.MAPPER.createObjectNode(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                1)
            .inAttempt(2, Optional.of(turn));

    assertThat(Json.readCommand(Json.write(command))).isEqualTo(command);
  }

  @Test
  void givesAMessageFromBeforeThemADayAndTheFirstAttempt() {
    String old =
        "{\"id\":\"mjuwkylenbzgk3tumuqgc3lpov\",\"session\":\""
            + "a".repeat(26)
            + "\",\"operation\":\"ping\",\"arguments\":{},\"acceptedAt\":5}";

    Command command = Json.readCommand(old);

    assertThat(command.attempt()).isEqualTo(1);
    assertThat(command.startBy()).isEqualTo(Instant.ofEpochMilli(5).plusSeconds(86_400));
  }
}
