package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.local.HostProcess;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves one session between two hosts, with the command line. */
class FleetE2E {
  private static final Map<String, String> QUICK =
      Map.of("GRIOT_LONG_POLL", "1s", "GRIOT_LOOK", "300ms", "GRIOT_LOOK_AT_HOSTS", "500ms");

  @TempDir Path folder;

  @Test
  void movesASessionToAnotherHostAndBackWithoutAScan() throws Exception {
    try (LocalStack stack =
        LocalStack.start(LocalStackConfig.in(folder.resolve("stack")).withSettings(QUICK))) {
      stack.startHost();
      AdminCommands admin =
          new AdminCommands(new AdminConfig(stack.apiAddress(), stack.mintAdminKey()), folder);
      String key = stack.mintKey(new CustomerId("shop"), Environment.TEST);
      try (ApiClient shop = new ApiClient(stack.apiAddress(), key);
          Phone phone = new Phone(stack.sandboxAddress(), Phone.SHOP);
          Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
        link(shop, phone);
        String first = host(admin);
        assertThat(admin.refused("session", "move", "shop", "main"))
            .contains("no other host has a free slot");
        try (HostProcess _ = new HostProcess(stack.hostSettings(), folder.resolve("second"))) {
          await().atMost(Duration.ofMinutes(2)).until(() -> runningHosts(admin) == 2);

          ObjectNode _ = admin.json("session", "move", "shop", "main");
          await().atMost(Duration.ofMinutes(2)).until(() -> isElsewhere(admin, first));
          awaitConnected(shop);
          String second = host(admin);
          assertThat(
                  shop.post(
                          "/client/sendMessage/main",
                          ApiClient.text(customer.id(), "from the second host"))
                      .status())
              .isEqualTo(200);

          ObjectNode _ = admin.json("host", "drain", second);
          await().atMost(Duration.ofMinutes(2)).until(() -> host(admin).equals(first));
          awaitConnected(shop);
        }
        assertThat(phone.devices()).as("linked once").hasSize(1);

        ObjectNode _ = admin.json("session", "stop", "shop", "main");
        JsonNode stopped = session(admin);
        assertThat(stopped.path("reason").asText()).isEqualTo("stopped_by_operator");
        assertThat(stopped.path("linked").asBoolean()).isTrue();
      }
    }
  }

  private static void link(ApiClient shop, Phone phone) {
    assertThat(shop.get("/session/start/main").success()).isTrue();
    await().atMost(Duration.ofMinutes(2)).until(() -> shop.get("/session/qr/main").success());
    phone.scan(shop.get("/session/qr/main").body().path("qr").asText());
    awaitConnected(shop);
  }

  private static void awaitConnected(ApiClient shop) {
    await().atMost(Duration.ofMinutes(2)).until(() -> shop.get("/session/status/main").success());
  }

  private long runningHosts(AdminCommands admin) throws Exception {
    return admin
        .json("host", "list")
        .path("hosts")
        .valueStream()
        .filter(host -> host.path("state").asText().equals("running"))
        .count();
  }

  private boolean isElsewhere(AdminCommands admin, String host) throws Exception {
    return !List.of(host, "").contains(host(admin));
  }

  /** The id of the session's host; empty while it has none. */
  private String host(AdminCommands admin) throws Exception {
    return session(admin).path("host").asText("");
  }

  private JsonNode session(AdminCommands admin) throws Exception {
    return admin.json("session", "list").at("/sessions/0");
  }
}
