package io.griot.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.local.HostProcess;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One session and two hosts, moved about with the command line. */
class FleetE2E {
  private static final Map<String, String> QUICK =
      Map.of("GRIOT_LONG_POLL", "1s", "GRIOT_LOOK", "300ms", "GRIOT_LOOK_AT_HOSTS", "500ms");

  @TempDir Path folder;

  @Test
  void movesASessionToAnotherHostAndBackWithoutAScan() throws Exception {
    try (LocalStack stack =
        LocalStack.start(LocalStackConfig.in(folder.resolve("stack")).withSettings(QUICK))) {
      stack.startHost();
      AdminConfig operator = new AdminConfig(stack.apiAddress(), stack.mintAdminKey());
      String key = stack.mintKey(new CustomerId("shop"), Environment.TEST);
      try (ApiClient shop = new ApiClient(stack.apiAddress(), key);
          Phone phone = new Phone(stack.sandboxAddress(), Phone.SHOP);
          Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
        link(shop, phone);
        String first = host(operator);
        assertThat(refused(operator, "session", "move", "shop", "main"))
            .contains("no other host has a free slot");
        try (HostProcess _ = new HostProcess(stack.hostSettings(), folder.resolve("second"))) {
          await().atMost(Duration.ofMinutes(2)).until(() -> runningHosts(operator) == 2);

          ObjectNode _ = admin(operator, "session", "move", "shop", "main");
          await().atMost(Duration.ofMinutes(2)).until(() -> isElsewhere(operator, first));
          awaitConnected(shop);
          String second = host(operator);
          assertThat(
                  shop.post(
                          "/client/sendMessage/main",
                          ApiClient.text(customer.id(), "from the second host"))
                      .status())
              .isEqualTo(200);

          ObjectNode _ = admin(operator, "host", "drain", second);
          await().atMost(Duration.ofMinutes(2)).until(() -> host(operator).equals(first));
          awaitConnected(shop);
        }
        assertThat(phone.devices()).as("linked once").hasSize(1);

        ObjectNode _ = admin(operator, "session", "stop", "shop", "main");
        JsonNode stopped = session(operator);
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

  private long runningHosts(AdminConfig operator) throws Exception {
    return admin(operator, "host", "list")
        .path("hosts")
        .valueStream()
        .filter(host -> host.path("state").asText().equals("running"))
        .count();
  }

  private boolean isElsewhere(AdminConfig operator, String host) throws Exception {
    return !List.of(host, "").contains(host(operator));
  }

  /** Empty while none has the session. */
  private String host(AdminConfig operator) throws Exception {
    return session(operator).path("host").asText("");
  }

  private JsonNode session(AdminConfig operator) throws Exception {
    return admin(operator, "session", "list").at("/sessions/0");
  }

  private String refused(AdminConfig operator, String... words) throws Exception {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        new Admin(
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(errors, true, UTF_8))
            .run(List.of(words), operator, folder);
    assertThat(status).isEqualTo(Admin.REFUSED);
    return errors.toString(UTF_8);
  }

  private ObjectNode admin(AdminConfig operator, String... words) throws Exception {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        new Admin(new PrintStream(out, true, UTF_8), new PrintStream(errors, true, UTF_8))
            .run(List.of(all), operator, folder);
    assertThat(status).as("%s: %s", List.of(words), errors.toString(UTF_8)).isZero();
    return Json.readObject(out.toString(UTF_8));
  }
}
