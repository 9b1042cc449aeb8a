package io.griot.functions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.functions.webhooks.Webhook.OldSecret;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final Instant UNTIL = Instant.parse("2026-01-02T00:00:00Z");

  @Test
  void signsWithBothSecretsWhileOneReplacesTheOther() {
    String both = signatures(webhook(OLD), UNTIL.minusSeconds(1));

    assertThat(both.split(" "))
        .containsExactly(
            Secrets.sign(NEW, "id", UNTIL.getEpochSecond() - 1, "{}"),
            Secrets.sign(OLD, "id", UNTIL.getEpochSecond() - 1, "{}"));
  }

  @Test
  void signsWithTheNewSecretAloneAfterwards() {
    assertThat(signatures(webhook(OLD), UNTIL))
        .isEqualTo(Secrets.sign(NEW, "id", UNTIL.getEpochSecond(), "{}"));
  }

  @Test
  void signsOnceWhereNoSecretWasReplaced() {
    assertThat(signatures(webhook(NEW), UNTIL.minusSeconds(1))).doesNotContain(" ");
  }

  @Test
  void saysNoSecret() {
    assertThat(webhook(OLD).toString() + webhook(OLD).old()).doesNotContain("whsec_");
  }

  private static String signatures(Webhook webhook, Instant at) {
    return new Delivery("id", "{}", webhook, at, Optional.empty()).signatures();
  }

  private static Webhook webhook(String old) {
    return new Webhook(
        "https://shop.example/",
        Optional.empty(),
        NEW,
        Optional.empty(),
        Optional.of(new OldSecret(old, UNTIL)),
        ReceiverState.FINE);
  }
}
