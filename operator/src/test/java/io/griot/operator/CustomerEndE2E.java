package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Names;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The end of a customer whose phone is linked: cut off, let in again, and deleted. */
class CustomerEndE2E {
  private static final Map<String, String> QUICK =
      Map.of("GRIOT_LONG_POLL", "1s", "GRIOT_LOOK", "300ms", "GRIOT_LOOK_AT_HOSTS", "500ms");
  private static final String TEXT = "accepted before";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Path data;
  private LocalStack stack;
  private AdminCommands admin;

  @BeforeEach
  void start() throws Exception {
    data = folder.resolve("stack");
    stack = LocalStack.start(LocalStackConfig.in(data).withSettings(QUICK));
    stack.startHost();
    admin = new AdminCommands(new AdminConfig(stack.apiAddress(), stack.mintAdminKey()), folder);
  }

  @AfterEach
  void stop() throws Exception {
    stack.close();
  }

  @Test
  void sendsNothingOfWhoIsSuspendedAndLogsTheDeviceOutOfWhoIsDeleted() throws Exception {
    String key =
        admin.json("customer", "create", "shop", "--keys", "test").at("/keys/0/key").asText();
    try (ApiClient shop = new ApiClient(stack.apiAddress(), key);
        Phone phone = new Phone(stack.sandboxAddress(), Phone.SHOP);
        Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
      link(shop, phone);
      suspendWithASendThatWaits(shop, customer);
      delete(phone);
      assertNothingIsLeft();
    }
  }

  private void link(ApiClient shop, Phone phone) {
    assertThat(shop.get("/session/start/main").success()).isTrue();
    await().atMost(PATIENCE).until(() -> shop.get("/session/qr/main").success());
    phone.scan(shop.get("/session/qr/main").body().path("qr").asText());
    await().atMost(PATIENCE).until(this::isConnected);
    assertThat(phone.devices()).hasSize(1);
  }

  /** It waits because its session has no host for a moment. */
  private void suspendWithASendThatWaits(ApiClient shop, Phone customer) throws Exception {
    stack.stopHost();
    assertThat(
            shop.send(
                    "POST",
                    "/client/sendMessage/main",
                    ApiClient.text(customer.id(), TEXT).toString(),
                    Map.of("prefer", "respond-async"))
                .status())
        .isEqualTo(202);
    ObjectNode _ = admin.json("customer", "suspend", "shop");
    leaveAProfile();

    stack.startHost();
    await().atMost(PATIENCE).until(this::isConnected);
    assertThat(hasArrived(customer)).isFalse();

    ObjectNode _ = admin.json("customer", "resume", "shop");
    await().atMost(PATIENCE).until(() -> hasArrived(customer));
  }

  /** Of a session that was here once, and ended on another host. */
  private void leaveAProfile() throws IOException {
    Files.createDirectories(
        data.resolve("host/profiles").resolve("a".repeat(26) + "-0").resolve("data/IndexedDB"));
  }

  private static boolean hasArrived(Phone customer) {
    return customer.conversation(Phone.SHOP + "@c.us").stream()
        .anyMatch(message -> message.path("body").asText().equals(TEXT));
  }

  private void delete(Phone phone) throws Exception {
    assertThat(deletion().at("/done").asBoolean()).isFalse();
    passTime();
    await().atMost(PATIENCE).until(() -> phone.devices().isEmpty());

    await().atMost(PATIENCE).until(this::isDeletedAfterARound);
    JsonNode done = deletion();
    assertThat(done.path("sessions").asInt()).isOne();
    assertThat(done.path("keys").asInt()).isOne();
    assertThat(deletion()).isEqualTo(done);
    assertThat(admin.json("session", "list").path("sessions")).isEmpty();
  }

  private boolean isDeletedAfterARound() throws Exception {
    passTime();
    return deletion().path("done").asBoolean();
  }

  /** The supervisor makes a round when the clock was moved. */
  private void passTime() throws Exception {
    ObjectNode _ = admin.json("clock", "1h");
  }

  private JsonNode deletion() throws Exception {
    return admin.json("customer", "delete", "shop").path("deletion");
  }

  private void assertNothingIsLeft() {
    try (S3Client objects = stack.aws().s3Client()) {
      assertThat(
              objects
                  .listObjectsV2(
                      list -> list.bucket(stack.aws().bucket()).prefix(Names.CHECKPOINT_OBJECTS))
                  .contents())
          .isEmpty();
    }
    // The host removes it when it has told that the session ended.
    await("profiles on the host's disk").atMost(PATIENCE).until(() -> profiles().isEmpty());
  }

  private List<Path> profiles() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("host"))) {
      return files.filter(file -> file.endsWith("IndexedDB")).toList();
    }
  }

  private boolean isConnected() throws Exception {
    JsonNode session = admin.json("session", "list").at("/sessions/0");
    return session.path("linked").asBoolean() && session.path("state").asText().equals("connected");
  }
}
