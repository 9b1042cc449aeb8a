package io.griot.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.host.SessionHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What becomes of a session whose page WhatsApp cuts off, or which loses its storage. */
final class LostConnectionIT {
  @TempDir static Path folder;
  private static HostFixture fixture;

  @BeforeAll
  static void open() throws IOException {
    fixture = new HostFixture(folder);
  }

  @AfterAll
  static void close() throws IOException {
    fixture.close();
  }

  @Test
  void takesAReplacedConnectionBackOnceAndIsInConflictTheSecondTime() throws Exception {
    SessionId session = fixture.startSession("replaced");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);

      replace();
      fixture.awaitSession(session, item -> !HostFixture.isUsable(item));
      CommandId meanwhile = send(session, "meanwhile");
      assertThat(fixture.answer(meanwhile).path("success").asBoolean()).isTrue();
      assertThat(HostFixture.isUsable(fixture.session(session))).isTrue();

      replace();
      Map<String, AttributeValue> item =
          fixture.awaitSession(session, seen -> seen.containsKey(ObservationItem.PROBLEM));
      assertThat(HostFixture.value(item, ObservationItem.PROBLEM)).isEqualTo("replaced");
      assertThat(HostFixture.value(item, ObservationItem.STATE)).isEqualTo("CONFLICT");
      assertThat(HostFixture.value(fixture.outcome(send(session, "now")), CommandItem.FAILURE))
          .isEqualTo("SESSION_NOT_CONNECTED");

      fixture.restart(session);
      fixture.awaitSession(session, HostFixture::isUsable);
      assertThat(fixture.answer(send(session, "after")).path("success").asBoolean()).isTrue();
      assertThat(fixture.received(HostFixture.AWA, "meanwhile")).hasSize(1);
      fixture.end(session);
    }
  }

  @Test
  void putsTheProfileBackWhenThePageDeletedItBecauseItsStorageWasSlow() throws Exception {
    SessionId session = fixture.startSession("slow");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.slowStorage(true);
      fixture.restart(session);
      Map<String, AttributeValue> item =
          fixture.awaitSession(session, seen -> seen.containsKey(ObservationItem.PROBLEM));
      assertThat(HostFixture.value(item, ObservationItem.PROBLEM)).isEqualTo("storage_failed");
      CommandId meanwhile = send(session, "while slow");
      fixture.slowStorage(false);

      fixture.awaitSession(session, HostFixture::isUsable);
      assertThat(fixture.answer(meanwhile).path("success").asBoolean()).isTrue();
      assertThat(fixture.phoneGet(HostFixture.SHOP, "/devices")).hasSize(1);
      fixture.end(session);
    } finally {
      fixture.slowStorage(false);
    }
  }

  private static void replace() throws IOException, InterruptedException {
    fixture.phonePost(HostFixture.SHOP, "/faults/replace", "");
  }

  private static CommandId send(SessionId session, String text) {
    return fixture.accept(
        session, "clientSendMessage", HostFixture.message(HostFixture.AWA, text), "awa");
  }
}
