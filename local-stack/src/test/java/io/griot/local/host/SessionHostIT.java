package io.griot.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.SessionId;
import io.griot.host.SessionHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionHostIT {
  @TempDir Path folder;

  @Test
  void pairsSendsAndComesBackWithoutASecondScan() throws Exception {
    try (HostFixture fixture = new HostFixture(folder)) {
      SessionId session = fixture.startSession("main");
      try (SessionHost _ = fixture.host("host-a", Map.of())) {
        fixture.pair(session, HostFixture.SHOP);
        CommandId sent =
            fixture.accept(
                session, "clientSendMessage", HostFixture.message(HostFixture.AWA, "hello"));
        assertThat(fixture.answer(sent).path("success").asBoolean()).isTrue();
      }
      assertThat(fixture.session(session)).doesNotContainKey("owner");
      try (SessionHost _ = fixture.host("host-a", Map.of())) {
        fixture.awaitSession(session, HostFixture::isUsable);
      }
    }
  }
}
