package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
  private static final Verbs VERBS = Verbs.load();

  @Test
  void showsManyAsATable() {
    assertThat(
            shown(
                "customer list",
                """
                {"success":true,"next":null,"customers":[
                  {"customerId":"shop","name":"Chez Awa","plan":"standard","state":"active","liveSessions":2},
                  {"customerId":"b","name":null,"plan":"standard","state":"deleted","liveSessions":10}]}
                """))
        .isEqualTo(
            """
            customerId  name      plan      state    paidUntil  suspendedAt  deletedAt  liveSessions  testSessions
            shop        Chez Awa  standard  active   -          -            -          2             -
            b           -         standard  deleted  -          -            -          10            -
            """);
  }

  @Test
  void showsOneLineByLine() {
    assertThat(
            shown(
                "customer show",
                "{\"success\":true,\"customer\":{\"customerId\":\"shop\",\"name\":null}}"))
        .isEqualTo("customerId  shop\nname        -\n");
  }

  @Test
  void saysThatAKeyIsShownOnce() {
    assertThat(
            shown(
                "key issue",
                "{\"success\":true,\"key\":{\"key\":\"live_x\",\"scopes\":[\"read\",\"send\"],\"works\":true}}"))
        .isEqualTo(
            """
            key     live_x
            scopes  read,send
            works   yes

            A key is shown this once: write it down now.
            """);
    assertThat(shown("key revoke", "{\"success\":true,\"key\":{\"keyId\":\"live_x\"}}"))
        .isEqualTo("keyId  live_x\n");
    assertThat(shown("webhook rotate", "{\"success\":true,\"webhook\":{\"secret\":\"whsec_x\"}}"))
        .isEqualTo("secret  whsec_x\n\nA secret is shown this once: write it down now.\n");
  }

  @Test
  void showsAnAmountWithItsCurrency() {
    assertThat(
            shown(
                "payment parked",
                """
                {"success":true,"payments":[{"payment":"cinetpay#1","reason":"WRONG_AMOUNT","providerState":null,
                  "asked":{"amount":10000,"currency":"XOF"},"paid":{"amount":9000,"currency":"XOF"},"note":"",
                  "parkedAt":"2026-01-31T09:00:00Z","customerId":"shop"}]}
                """))
        .contains("  shop        10000 XOF  9000 XOF");
  }

  @Test
  void saysNoneOfNothing() {
    assertThat(shown("key list", "{\"success\":true,\"keys\":[]}")).isEqualTo("none\n");
  }

  private static String shown(String verb, String answer) {
    return Shown.of(
        VERBS.of(List.of(verb.split(" "))).orElseThrow().columns(), Json.readObject(answer));
  }
}
