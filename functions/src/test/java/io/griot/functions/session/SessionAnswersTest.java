package io.griot.functions.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Catalogue;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.functions.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionAnswersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NO_QR =
      "{\"success\":false,\"message\":\"qr code not ready or already scanned\"}";

  private final SessionAnswers answers =
      new SessionAnswers(new Evidence(Duration.ofSeconds(45), () -> NOW), Catalogue.load());

  @Test
  void isConnectedWhenUsableAMomentAgo() {
    assertThat(text(answers.status(seen(44, SocketState.CONNECTED, true))))
        .isEqualTo("{\"success\":true,\"state\":\"CONNECTED\",\"message\":\"session_connected\"}");
  }

  @Test
  void isClosedOnceTheEvidenceIsOld() {
    assertThat(text(answers.status(seen(45, SocketState.CONNECTED, true))))
        .isEqualTo("{\"success\":false,\"state\":null,\"message\":\"session closed\"}");
  }

  @Test
  void saysTheStateThatIsNotConnected() {
    assertThat(text(answers.status(seen(1, SocketState.UNPAIRED, false))))
        .isEqualTo(
            "{\"success\":false,\"state\":\"UNPAIRED\",\"message\":\"session_not_connected\"}");
  }

  @Test
  void isNotConnectedBeforeAnythingWasSeen() {
    assertThat(text(answers.status(session(Optional.empty(), Optional.empty(), false))))
        .isEqualTo("{\"success\":false,\"state\":null,\"message\":\"session_not_connected\"}");
  }

  @Test
  void trustsAHostWhoseClockIsAhead() {
    assertThat(text(answers.status(seen(-20, SocketState.CONNECTED, true)))).contains("true");
  }

  @Test
  void givesTheCurrentCodeOnly() {
    assertThat(text(answers.qr(seen(1, SocketState.UNPAIRED, false))))
        .isEqualTo("{\"success\":true,\"qr\":\"2@code\"}");
    assertThat(text(answers.qr(seen(60, SocketState.UNPAIRED, false)))).isEqualTo(NO_QR);
    assertThat(text(answers.qrImage(seen(60, SocketState.UNPAIRED, false)))).isEqualTo(NO_QR);
    assertThat(answers.qrImage(seen(1, SocketState.UNPAIRED, false)).headers())
        .containsEntry("Content-Type", "image/png");
  }

  private static Session seen(int secondsAgo, SocketState state, boolean usable) {
    return session(Optional.of(NOW.minusSeconds(secondsAgo)), Optional.of(state), usable);
  }

  private static Session session(
      Optional<Instant> provenAt, Optional<SocketState> state, boolean usable) {
    return new Session(
        new Generation(new SessionId("a".repeat(26)), Instant.EPOCH),
        new SessionName("main"),
        Environment.TEST,
        false,
        true,
        state,
        usable,
        provenAt,
        Optional.of("2@code"),
        Set.of());
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
