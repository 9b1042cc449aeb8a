package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.host.SessionHost;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tests a session whose page is cut off by WhatsApp, or loses its storage. */
final class LostConnectionIT {
  @RegisterExtension static final HostFixture fixture = new HostFixture();

  @Test
  void takesAReplacedConnectionBackOnceAndIsInConflictTheSecondTimeAlsoOnAnotherHost()
      throws Exception {
    SessionId session = fixture.sessions().start("replaced");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);

      replace();
      fixture.sessions().await(session, item -> !StoredSessions.isUsable(item));
      CommandId meanwhile = send(session, "meanwhile");
      assertThat(fixture.commands().answer(meanwhile).path("success").asBoolean()).isTrue();
      assertThat(StoredSessions.isUsable(fixture.sessions().get(session))).isTrue();

      replace();
      Map<String, AttributeValue> item =
          fixture.sessions().await(session, seen -> seen.containsKey(ObservationItem.PROBLEM));
      assertThat(StoredSessions.value(item, ObservationItem.PROBLEM)).isEqualTo("replaced");
      assertThat(StoredSessions.value(item, ObservationItem.STATE)).isEqualTo("CONFLICT");
      assertThat(
              StoredSessions.value(
                  fixture.commands().outcome(send(session, "now")), CommandItem.FAILURE))
          .isEqualTo("SESSION_NOT_CONNECTED");
    }
    try (SessionHost _ = fixture.host("host-b")) {
      Map<String, AttributeValue> item =
          fixture.sessions().await(session, seen -> ownedBy("host-b", seen) && isInConflict(seen));
      assertThat(StoredSessions.isUsable(item)).isFalse();
      assertThat(fixture.browsers(session)).isEmpty();

      fixture.sessions().restart(session);
      fixture.sessions().await(session, StoredSessions::isUsable);
      assertThat(fixture.commands().answer(send(session, "after")).path("success").asBoolean())
          .isTrue();
      assertThat(fixture.phones().received(HostFixture.AWA, "meanwhile")).hasSize(1);
      fixture.sessions().end(session);
    }
  }

  private static boolean ownedBy(String host, Map<String, AttributeValue> item) {
    return item.containsKey(SessionItem.OWNER)
        && StoredSessions.value(item, SessionItem.OWNER).startsWith(host);
  }

  private static boolean isInConflict(Map<String, AttributeValue> item) {
    return item.containsKey(ObservationItem.STATE)
        && StoredSessions.value(item, ObservationItem.STATE).equals("CONFLICT");
  }

  @Test
  void putsTheProfileBackWhenThePageDeletedItBecauseItsStorageWasSlow() throws Exception {
    SessionId session = fixture.sessions().start("slow");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.phones().slowStorage(true);
      fixture.sessions().restart(session);
      Map<String, AttributeValue> item =
          fixture.sessions().await(session, seen -> seen.containsKey(ObservationItem.PROBLEM));
      assertThat(StoredSessions.value(item, ObservationItem.PROBLEM)).isEqualTo("storage_failed");
      CommandId meanwhile = send(session, "while slow");
      fixture.phones().slowStorage(false);

      fixture.sessions().await(session, StoredSessions::isUsable);
      assertThat(fixture.commands().answer(meanwhile).path("success").asBoolean()).isTrue();
      assertThat(fixture.phones().get(HostFixture.SHOP, "/devices")).hasSize(1);
      fixture.sessions().end(session);
    } finally {
      fixture.phones().slowStorage(false);
    }
  }

  private static void replace() throws IOException, InterruptedException {
    fixture.phones().post(HostFixture.SHOP, "/faults/replace", "");
  }

  private static CommandId send(SessionId session, String text) {
    return fixture
        .commands()
        .accept(session, "clientSendMessage", Commands.message(HostFixture.AWA, text), "awa");
  }
}
