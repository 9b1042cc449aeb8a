package io.griot.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  @Test
  void sendsNothingOfWhoIsSuspendedAndLogsTheDeviceOutOfWhoIsDeleted() throws Exception {
    Path data = folder.resolve("stack");
    try (LocalStack stack = LocalStack.start(LocalStackConfig.in(data).withSettings(QUICK))) {
      stack.startHost();
      AdminConfig operator = new AdminConfig(stack.apiAddress(), stack.mintAdminKey());
      String key =
          admin(operator, "customer", "create", "shop", "--keys", "test")
              .at("/keys/0/key")
              .asText();
      try (ApiClient shop = new ApiClient(stack.apiAddress(), key);
          Phone phone = new Phone(stack.sandboxAddress(), Phone.SHOP);
          Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
        link(operator, shop, phone);
        suspendWithASendThatWaits(stack, operator, shop, customer);
        delete(operator, phone);
        assertNothingIsLeft(stack, data);
      }
    }
  }

  private void link(AdminConfig operator, ApiClient shop, Phone phone) {
    assertThat(shop.get("/session/start/main").success()).isTrue();
    await().atMost(PATIENCE).until(() -> shop.get("/session/qr/main").success());
    phone.scan(shop.get("/session/qr/main").body().path("qr").asText());
    await().atMost(PATIENCE).until(() -> state(operator).equals("connected"));
    assertThat(phone.devices()).hasSize(1);
  }

  /** It waits because its session has no host for a moment. */
  private void suspendWithASendThatWaits(
      LocalStack stack, AdminConfig operator, ApiClient shop, Phone customer) throws Exception {
    stack.stopHost();
    assertThat(
            shop.send(
                    "POST",
                    "/client/sendMessage/main",
                    ApiClient.text(customer.id(), TEXT).toString(),
                    Map.of("prefer", "respond-async"))
                .status())
        .isEqualTo(202);
    ObjectNode _ = admin(operator, "customer", "suspend", "shop");
    ObjectNode _ = admin(operator, "clock", "1h");

    stack.startHost();
    await().atMost(PATIENCE).until(() -> state(operator).equals("connected"));
    assertThat(hasArrived(customer)).isFalse();

    ObjectNode _ = admin(operator, "customer", "resume", "shop");
    ObjectNode _ = admin(operator, "clock", "1h");
    await().atMost(PATIENCE).until(() -> hasArrived(customer));
  }

  private static boolean hasArrived(Phone customer) {
    return customer.conversation(Phone.SHOP + "@c.us").stream()
        .anyMatch(message -> message.path("body").asText().equals(TEXT));
  }

  private void delete(AdminConfig operator, Phone phone) throws Exception {
    assertThat(admin(operator, "customer", "delete", "shop").at("/deletion/done").asBoolean())
        .isFalse();
    ObjectNode _ = admin(operator, "clock", "1h");
    await().atMost(PATIENCE).until(() -> phone.devices().isEmpty());

    await().atMost(PATIENCE).until(() -> isDeletedAfterARound(operator));
    ObjectNode done = admin(operator, "customer", "delete", "shop");
    assertThat(done.at("/deletion/sessions").asInt()).isOne();
    assertThat(done.at("/deletion/keys").asInt()).isOne();
    assertThat(admin(operator, "customer", "delete", "shop")).isEqualTo(done);
    assertThat(admin(operator, "session", "list").path("sessions")).isEmpty();
  }

  private boolean isDeletedAfterARound(AdminConfig operator) throws Exception {
    ObjectNode _ = admin(operator, "clock", "1h");
    return admin(operator, "customer", "delete", "shop").at("/deletion/done").asBoolean();
  }

  private static void assertNothingIsLeft(LocalStack stack, Path data) throws IOException {
    try (S3Client objects = stack.aws().s3Client();
        Stream<Path> files = Files.walk(data.resolve("host"))) {
      assertThat(
              objects
                  .listObjectsV2(
                      list -> list.bucket(stack.aws().bucket()).prefix(Names.CHECKPOINT_OBJECTS))
                  .contents())
          .isEmpty();
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("profiles on the host's disk")
          .noneMatch("IndexedDB"::equals);
    }
  }

  private String state(AdminConfig operator) throws Exception {
    JsonNode session = admin(operator, "session", "list").at("/sessions/0");
    return session.path("linked").asBoolean() ? session.path("state").asText() : "";
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
