package io.griot.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Json;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.web.PageBrowser.Screen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer's developer and an operator, at the console with their keys. */
class ConsolePageIT {
  private static final String FRENCH = "fr-SN,fr;q=0.9";
  private static final String ENGLISH = "en-GB,en;q=0.9";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "GRIOT_LONG_POLL", "1s",
          "GRIOT_LOOK", "300ms",
          "GRIOT_WEBHOOKS_TO_LOOPBACK", "true");

  @TempDir static Path folder;
  private static LocalStack stack;
  private static ApiClient operator;
  private static PageBrowser browser;
  private static HttpClient http;
  private static HttpServer receiver;

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.start(LocalStackConfig.in(folder).withSettings(SETTINGS));
    stack.startHost();
    operator = new ApiClient(stack.apiAddress(), stack.mintAdminKey());
    browser = new PageBrowser();
    http = HttpClient.newHttpClient();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterAll
  static void stop() throws Exception {
    receiver.stop(0);
    browser.close();
    http.close();
    operator.close();
    stack.close();
  }

  @AfterEach
  void hasNoErrors() {
    assertThat(browser.errors()).isEmpty();
  }

  /** From a key to a linked phone, a conversation, events, a webhook and a call of one's own. */
  @Test
  void leadsADeveloperFromAKeyToMessagesAndEvents() throws Exception {
    String key = customer("awa", "Chez Awa");
    open(Screen.DESK, ENGLISH);
    look("signin");
    signIn("not a key");
    browser.awaitText(".notice.bad", "not a whole key");
    signIn(key);

    browser.awaitText("h1", "Sessions");
    browser.type(".panel input", "shop");
    browser.click(".panel .primary");
    browser.awaitText("h1", "shop");
    byte[] code = browser.picture("svg.qr");
    look("pairing");
    browser.find("svg.qr");
    assertThat(scan(Phone.SHOP, code)).isEqualTo(201);
    browser.awaitText(".state .badge", "Connected");
    browser.awaitText(".facts", "+" + Phone.SHOP);
    browser.click("[aria-labelledby=picture-title] button");
    browser.find("figure img");
    look("session");
    browser.click(".actions .bad");
    browser.find("dialog[open]");
    assertThat(browser.violations()).isEmpty();
    browser.keepPicture("console-confirm-en-DESK");
    browser.click("dialog .secondary");

    go("#/sessions");
    browser.awaitText(".row .badge", "Connected");
    look("sessions");
    converses();
    seesEvents();
    setsAWebhook();
    triesAnOperation();
  }

  private static void converses() {
    try (Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER);
        Phone shop = new Phone(stack.sandboxAddress(), Phone.SHOP)) {
      customer.write(shop.id(), "Is my order ready?");
      go("#/sessions/shop/chats");
      browser.awaitText(".row", "Is my order ready?");
      browser.click(".row");
      browser.awaitText(".messages li:last-child", "Is my order ready?");
      browser.type(".composer textarea", "It is on its way.");
      browser.click(".composer .primary");
      browser.awaitText(".messages li:last-child", "It is on its way.");
      assertThat(customer.conversation(shop.id()).toString()).contains("It is on its way.");
      browser.choose(".composer select", "poll");
      browser.click(".composer .primary");
      browser.awaitText(".messages li:last-child", "When shall we deliver?");
      look("chat");
    }
  }

  private static void seesEvents() {
    go("#/events/shop");
    browser.awaitText("h1", "Events");
    // The log begins with the first question: what comes from now on is in it.
    browser.awaitText("main > .soft[role=status]", "Waiting for what comes.");
    try (Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER);
        Phone shop = new Phone(stack.sandboxAddress(), Phone.SHOP)) {
      customer.write(shop.id(), "Thank you!");
    }
    browser.awaitText(".scroller", "message");
    browser.type("input[type=search]", "Thank you!");
    browser.click(".scroller .row");
    browser.awaitText(".json", "Thank you!");
    look("events");
  }

  private static void setsAWebhook() {
    go("#/webhooks");
    browser.type("input[type=url]", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
    browser.click("form.panel .primary");
    browser.awaitText(".secret", "whsec_");
    browser.click("[aria-labelledby=webhook-title] .primary");
    browser.awaitText("[aria-labelledby=webhook-title]", "HTTP 204");
    look("webhooks");
  }

  private static void triesAnOperation() {
    go("#/docs/sessionStatus");
    browser.awaitText("#operation-title", "connected");
    browser.click("[aria-labelledby=operation-title] .primary");
    browser.awaitText(".json", "session_connected");
    look("docs");
    assertThat(browser.run("return document.querySelectorAll('.scroller li').length < 40"))
        .isEqualTo(true);
    go("#/account");
    browser.awaitText("#plan-title", "Plan");
    browser.awaitText("[aria-labelledby=keys-title]", "test_");
    look("account");
  }

  /** The operator makes a customer with a key, and revokes it while somebody uses it. */
  @Test
  void showsAnOperatorCustomersHostsPaymentsAndMargin() throws Exception {
    open(Screen.DESK, ENGLISH);
    signIn(stack.mintAdminKey());
    browser.awaitText("h1", "Customers");
    browser.type("form.panel input[required]", "moussa");
    browser.click("form.panel .primary");
    browser.awaitText("form.panel .secret", "test_");
    browser.awaitText(".scroller", "moussa");
    String key = browser.text("form.panel .secret");
    look("customers");

    go("#/customers/moussa");
    browser.awaitText("[aria-labelledby=keys-title]", "test_");
    browser.click("[aria-labelledby=dead-title] button");
    browser.awaitText("[aria-labelledby=dead-title]", "That was all.");
    look("customer");
    go("#/fleet");
    browser.awaitText("[aria-labelledby=hosts-title] .badge", "Running");
    look("fleet");
    go("#/payments");
    browser.type("form.panel input", "moussa");
    browser.type("form.panel input[type=number]", "10000");
    browser.awaitText("#ledger-title", "Ledger");
    look("payments");
    go("#/usage");
    browser.awaitText("#total-title", "From");
    look("usage");

    isToldThatAKeyWasRevoked(key);
  }

  private static void isToldThatAKeyWasRevoked(String key) {
    JsonNode revoked =
        operator.post("/admin/keys/revoke", Json.MAPPER.createObjectNode().put("key", key)).body();
    assertThat(revoked.path("success").asBoolean()).as(revoked.toString()).isTrue();
    browser.run("sessionStorage.setItem('griot-key', '" + key + "')");
    browser.reload();
    browser.awaitText(".notice.bad", "does not work any more");
    assertThat(browser.errors()).allSatisfy(line -> assertThat(line).contains("403"));
    assertThat(browser.run("return sessionStorage.getItem('griot-key') === null")).isEqualTo(true);
  }

  /** Another customer's session is not there, whatever the address says. */
  @Test
  void showsNothingOfOtherCustomers() {
    String key = customer("fatou", "Chez Fatou");
    open(Screen.PHONE, FRENCH);
    browser.awaitText("h1", "Se connecter");
    signIn(key);
    browser.awaitText(".empty", "Aucune session");
    go("#/sessions/shop");
    browser.awaitText(".state .badge", "N’existe pas");
    go("#/customers/awa");
    browser.awaitText("h1", "Sessions");
    browser.errors();
  }

  /** As somebody who has not been there. */
  private static void open(Screen screen, String languages) {
    browser.open(stack.apiAddress() + "/console", screen, languages);
    browser.run("sessionStorage.clear(); localStorage.clear()");
    browser.reload();
  }

  /** A customer with a key that may do everything. */
  private static String customer(String id, String name) {
    Answer made =
        operator.post(
            "/admin/customers",
            Json.readObject("{\"customerId\":\"%s\",\"name\":\"%s\"}".formatted(id, name)));
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    Answer key =
        operator.post(
            "/admin/customers/" + id + "/keys",
            Json.readObject(
                "{\"kind\":\"test\",\"scopes\":[\"read\",\"send\",\"sessions\",\"administer\"]}"));
    assertThat(key.status()).as(key.text()).isEqualTo(200);
    return key.body().at("/key/key").asText();
  }

  private static void signIn(String key) {
    browser.type("input[type=password]", key);
    browser.click(".primary");
  }

  private static void go(String place) {
    browser.run("location.hash = '" + place + "'");
  }

  /**
   * Looks at what is shown as people do: on a desk in English, on a phone in French and in the
   * dark, on a tablet; with the eyes of axe, and for what sticks out.
   */
  private static void look(String name) {
    browser.show(Screen.DESK);
    isWell(name, "en-DESK");
    browser.click(".text-button[lang=fr]");
    browser.find("html[lang=fr] .text-button[lang=en]");
    browser.preferDark(true);
    browser.show(Screen.PHONE);
    isWell(name, "fr-PHONE-dark");
    browser.preferDark(false);
    browser.show(Screen.TABLET);
    browser.keepPicture("console-" + name + "-fr-TABLET");
    browser.click(".text-button[lang=en]");
    browser.find("html[lang=en]");
    browser.show(Screen.DESK);
  }

  private static void isWell(String name, String look) {
    assertThat(browser.violations()).as(name + " " + look).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name + " " + look + " is no wider than its screen")
        .isEqualTo(true);
    browser.keepPicture("console-" + name + "-" + look);
  }

  /** Holds a phone's camera against a picture; the status that the phone answers with. */
  private static int scan(String number, byte[] picture) throws Exception {
    URI address = stack.sandboxAddress().resolve("/phones/" + number + "/scan");
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address)
                .header("content-type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture))
                .build(),
            BodyHandlers.ofString());
    return answer.statusCode();
  }
}
