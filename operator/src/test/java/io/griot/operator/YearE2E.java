package io.griot.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Json;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.aws.Loopback;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import io.griot.sandbox.SandboxConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of a customer's life in minutes: the operator moves the stack's clock by the command line,
 * and a linked session runs all the time. Nothing is restarted.
 */
class YearE2E {
  private static final String SESSION = "main";
  private static final long PRICE = 10_000;

  @TempDir Path folder;
  private LocalStack stack;
  private AdminCommands admin;
  private HttpServer receiver;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private int payments;

  @BeforeEach
  void start() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          told.add(Json.readObject(body).path("dataType").asText());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    int sandbox = Loopback.freePort();
    stack =
        LocalStack.start(
            LocalStackConfig.in(folder)
                .withSandbox(SandboxConfig.in(folder.resolve("sandbox")).withPort(sandbox))
                .withSettings(
                    Map.of(
                        SharedSettings.LIVE_PAGE_URL.key(),
                        "http://127.0.0.1:" + sandbox + "/",
                        FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(),
                        "true",
                        "GRIOT_LONG_POLL",
                        "1s",
                        "GRIOT_LOOK",
                        "300ms",
                        "GRIOT_LOOK_AT_HOSTS",
                        "500ms")));
    stack.startHost();
    admin = new AdminCommands(new AdminConfig(stack.apiAddress(), stack.mintAdminKey()), folder);
  }

  @AfterEach
  void stop() throws Exception {
    stack.close();
    receiver.stop(0);
  }

  @Test
  void sellsAYear() throws Exception {
    Instant began = now();
    String key =
        admin
            .json("customer", "create", "shop", "--name", "Chez Awa", "--keys", "live")
            .at("/keys/0/key")
            .asText();
    try (ApiClient shop = new ApiClient(stack.apiAddress(), key);
        Phone phone = new Phone(stack.sandboxAddress(), Phone.SHOP)) {
      assertThat(shop.get("/session/getSessions").status()).isEqualTo(402);
      pay();
      link(shop, phone);

      Instant first = paidUntil();
      for (int more = 1; more <= 4; more++) {
        forwardTo(paidUntil().minus(Duration.ofDays(1)));
        pay();
        assertThat(paidUntil()).as("%d more months", more).isEqualTo(monthsAfter(first, more));
        assertThat(session().path("state").asText()).isEqualTo("connected");
      }

      missesAPayment(shop);
      paysAgain(shop);
      takesMoneyBack(shop);
      while (Duration.between(began, now()).toDays() < 366) {
        forwardTo(paidUntil().minus(Duration.ofDays(1)));
        pay();
      }

      assertThat(session().path("state").asText()).isEqualTo("connected");
      assertThat(shop.get("/account").body().at("/account/state").asText()).isEqualTo("active");
      booksAddUp();
    }
  }

  private void link(ApiClient shop, Phone phone) {
    assertThat(
            shop.send(
                    "PUT",
                    "/webhook",
                    "{\"url\": \"http://127.0.0.1:%d/\"}"
                        .formatted(receiver.getAddress().getPort()),
                    Map.of())
                .success())
        .isTrue();
    assertThat(shop.get("/session/start/" + SESSION).success()).isTrue();
    await().atMost(Duration.ofMinutes(2)).until(() -> shop.get("/session/qr/main").success());
    phone.scan(shop.get("/session/qr/main").body().path("qr").asText());
    awaitConnected(shop);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            session()
                .path("linked")
                .asBoolean()); // an unlinked session would be stopped a month later
  }

  private static void awaitConnected(ApiClient shop) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> shop.get("/session/status/" + SESSION).success());
  }

  private void missesAPayment(ApiClient shop) throws Exception {
    Instant due = paidUntil();
    forwardTo(due.plus(Duration.ofDays(1)));
    assertThat(shop.get("/account").body().at("/account/state").asText()).isEqualTo("grace");
    assertThat(shop.get("/session/status/" + SESSION).success()).isTrue();

    forwardTo(due.plus(Duration.ofDays(4)));
    assertThat(shop.get("/session/status/" + SESSION).status()).isEqualTo(402);
    assertThat(session().path("state").asText()).as("it runs on").isEqualTo("connected");

    forwardTo(due.plus(Duration.ofDays(11)));
    await().atMost(Duration.ofMinutes(1)).until(() -> state().equals("stopped"));
    assertThat(session().path("reason").asText()).isEqualTo("not_paid");
    assertThat(session().path("linked").asBoolean()).isTrue();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> told.contains("subscription_grace") && told.contains("subscription_suspended"));
  }

  /**
   * The subscription is active at once, and paid from the payment on: the time without service is
   * not charged.
   */
  private void paysAgain(ApiClient shop) throws Exception {
    pay();
    assertThat(shop.get("/session/getSessions").status()).isEqualTo(200);
    assertThat(paidUntil())
        .isBetween(now().plus(Duration.ofDays(27)), monthsAfter(now().plusSeconds(1), 1));
    forward("1h");
    awaitConnected(shop);
    await().atMost(Duration.ofMinutes(1)).until(() -> told.contains("subscription_renewed"));
  }

  private void takesMoneyBack(ApiClient shop) throws Exception {
    Instant before = paidUntil();
    pay();
    ObjectNode refund = admin.json("payment", "refund", "manual#receipt-" + payments);
    assertThat(refund.at("/payment/amount").asLong()).isEqualTo(-PRICE);
    assertThat(paidUntil()).isEqualTo(before);
    assertThat(shop.get("/session/status/" + SESSION).success()).isTrue();
  }

  private void booksAddUp() throws Exception {
    String firstDay = Instant.now().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    String day = now().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    List<String> lines =
        admin.text("ledger", "export", "--from", firstDay, "--until", day).lines().toList();
    List<String> columns = List.of(lines.getFirst().split(","));
    int amount = columns.indexOf("amount");
    long sum =
        lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",", -1)[amount])).sum();

    assertThat(lines).hasSize(1 + payments + 1);
    assertThat(sum).isEqualTo((payments - 1) * PRICE);
  }

  private void pay() throws Exception {
    payments++;
    ObjectNode _ =
        admin.json(
            "payment",
            "record",
            "shop",
            Long.toString(PRICE),
            "--reference",
            "receipt-" + payments);
  }

  private String state() throws Exception {
    return session().path("state").asText();
  }

  private JsonNode session() throws Exception {
    return admin.json("session", "list", "--customer-id", "shop").at("/sessions/0");
  }

  private Instant paidUntil() throws Exception {
    return Instant.parse(admin.json("customer", "show", "shop").at("/customer/paidUntil").asText());
  }

  private static Instant monthsAfter(Instant time, int months) {
    return time.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }

  private Instant now() throws Exception {
    return Instant.parse(admin.json("clock").at("/clock/now").asText());
  }

  private void forwardTo(Instant time) throws Exception {
    forward(Duration.between(now(), time).toHours() + "h");
  }

  private void forward(String by) throws Exception {
    ObjectNode _ = admin.json("clock", by);
  }
}
