package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.host.SessionHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files whose page is lost before they are uploaded. */
final class PendingFileIT {
  @RegisterExtension static final HostFixture fixture = new HostFixture();

  @Test
  void sendsAFileOnceWhosePageWasLostDuringItsUpload() throws Exception {
    String other = HostFixture.PHONES.getLast();
    SessionId session = fixture.sessions().start("uploads");
    try (SessionHost _ = fixture.host("host-a")) {
      fixture.pair(session, HostFixture.SHOP);
      fixture.phones().uploadsHang(true);
      CommandId pending = sendFile(session, HostFixture.AWA, "pending.txt");
      JsonNode answered = fixture.commands().answer(pending).path("message");
      assertThat(answered.path("ack").asInt()).isZero();
      CommandId underWay = sendFile(session, other, "under-way.txt");
      await().atMost(HostFixture.DEADLINE).until(() -> isShown(session, other));

      fixture.phones().uploadsHang(false);
      fixture.browsers(session).forEach(PendingFileIT::kill);

      JsonNode sent = fixture.commands().answer(underWay).path("message");
      assertThat(sent.path("ack").asInt()).isPositive();
      await()
          .atMost(HostFixture.DEADLINE)
          .untilAsserted(() -> assertThat(files(HostFixture.AWA)).containsExactly("pending.txt"));
      assertThat(files(other)).containsExactly("under-way.txt");
      fixture.sessions().end(session);
    } finally {
      fixture.phones().uploadsHang(false);
    }
  }

  private static CommandId sendFile(SessionId session, String phone, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ObjectNode arguments = Json.MAPPER.createObjectNode();
    arguments.put("chatId", phone + "@c.us").put("contentType", "MessageMedia");
    arguments
        .putObject("content")
        .put("mimetype", "text/plain")
        .put("data", Base64.getEncoder().encodeToString(bytes))
        .put("filename", name);
    return fixture.commands().accept(session, "clientSendMessage", arguments, phone);
  }

  /** Whether the page has a message for a phone, sent or not. */
  private static boolean isShown(SessionId session, String phone) {
    ObjectNode arguments = Json.MAPPER.createObjectNode().put("chatId", phone + "@c.us");
    CommandId read = fixture.commands().accept(session, "chatFetchMessages", arguments);
    return !fixture.commands().answer(read).path("messages").isEmpty();
  }

  private static void kill(long process) {
    ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** The names of the files that a phone shows. */
  private static List<String> files(String phone) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (JsonNode chat : fixture.phones().get(phone, "/chats")) {
      String messages = "/chats/" + chat.path("id").asText() + "/messages";
      for (JsonNode message : fixture.phones().get(phone, messages)) {
        JsonNode name = message.path("attributes").path("filename");
        if (!name.isMissingNode()) {
          names.add(name.asText());
        }
      }
    }
    return names;
  }
}
