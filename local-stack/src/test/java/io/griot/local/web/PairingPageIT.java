package io.griot.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.web.PageBrowser.Screen;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The owner of a phone with a pairing link, on the page and with the phone. */
class PairingPageIT {
  private static final CustomerId CUSTOMER = new CustomerId("customer");
  private static final String FRENCH = "fr-BF,fr;q=0.9";
  private static final String ENGLISH = "en-GB,en;q=0.9";

  /** Settings that shorten tests. */
  private static final Map<String, String> QUICK =
      Map.of("GRIOT_LONG_POLL", "1s", "GRIOT_LOOK", "300ms");

  @TempDir static Path folder;
  private static LocalStack stack;
  private static ApiClient api;
  private static PageBrowser browser;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.start(LocalStackConfig.in(folder).withSettings(QUICK));
    stack.startHost();
    api = new ApiClient(stack.apiAddress(), stack.mintKey(CUSTOMER, Environment.TEST));
    browser = new PageBrowser();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
    http.close();
    api.close();
    stack.close();
  }

  @AfterEach
  void hasNoErrors() {
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void linksAPhoneThatScansTheCodeAndIsUsedUpThen() throws Exception {
    String link = link("scanned");
    // A messenger that makes a link preview opens the link, and nothing more.
    assertThat(http.send(request(link).GET().build(), BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(message("scanned")).isEqualTo("session_not_found");

    browser.open(link, Screen.DESK, ENGLISH);
    assertThat(browser.text("h1")).isEqualTo("Link your WhatsApp");
    browser.find("svg.qr");
    assertThat(browser.violations()).isEmpty();
    for (Screen screen : Screen.values()) {
      browser.show(screen);
      assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
          .isEqualTo(true);
      browser.keepPicture("scan-en-" + screen);
    }
    browser.show(Screen.DESK);
    browser.preferDark(true);
    assertThat(browser.violations()).isEmpty();
    browser.keepPicture("scan-en-dark");
    browser.preferDark(false);
    browser.show(Screen.DESK);
    assertThat(scan(Phone.SHOP, browser.picture("svg.qr"))).isEqualTo(201);
    browser.awaitText("h1", "Linked");
    browser.awaitText("h1", "+" + Phone.SHOP);
    assertThat(browser.violations()).isEmpty();
    browser.keepPicture("linked-en");

    set("scanned", PairingLinkItem.USED_AT, Instant.now().minus(Duration.ofMinutes(3)));
    browser.reload();
    browser.awaitText("h1", "This link has been used");
    assertThat(browser.violations()).isEmpty();
    assertThat(browser.text("main")).doesNotContain(Phone.SHOP);
  }

  /** On a phone the page offers a code, because a phone cannot scan its own screen. */
  @Test
  void linksAPhoneByACodeForItsNumberInFrench() {
    browser.open(link("typed"), Screen.PHONE, FRENCH);
    assertThat(browser.text("h1")).isEqualTo("Liez votre WhatsApp");
    browser.find("#number").sendKeys("12");
    browser.click(".by-code button");
    browser.awaitText(".by-code .notice", "indicatif");
    assertThat(browser.errors()).singleElement().asString().contains("/pairing/code", "422");
    assertThat(browser.violations()).isEmpty();

    browser.find("#number").clear();
    browser.find("#number").sendKeys("+237 6 90 00 00 02");
    browser.click(".by-code button");
    String code = browser.text(".link-code").replaceAll("\\W", "");
    assertThat(code).hasSize(8);
    assertThat(browser.violations()).isEmpty();
    browser.keepPicture("code-fr-PHONE");
    try (Phone phone = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
      phone.enterLinkCode(code);
    }

    browser.awaitText("h1", "+" + Phone.CUSTOMER);
    assertThat(browser.text("h1")).startsWith("Lié au compte");
    assertThat(browser.violations()).isEmpty();
    browser.keepPicture("linked-fr-PHONE");
    assertThat(api.post("/session/pairingLink/typed", Json.MAPPER.createObjectNode()).status())
        .isEqualTo(422);
  }

  @Test
  void saysThatWhatsAppAsksForAPasskeyAndBeginsAnew() throws Exception {
    String number = "237690000003";
    try (Phone phone = new Phone(stack.sandboxAddress(), number)) {
      phone.faults(Json.readObject("{\"passkey\":true}"));
      browser.open(link("passkey"), Screen.DESK, ENGLISH);
      assertThat(scan(number, browser.picture("svg.qr"))).isGreaterThanOrEqualTo(400);

      browser.awaitText("h1", "WhatsApp asks for your passkey");
      assertThat(browser.violations()).isEmpty();
      browser.click("nav button");
      browser.awaitText("h1", "WhatsApp demande votre clé d’accès");
      assertThat(browser.run("return document.documentElement.lang")).isEqualTo("fr");
      assertThat(browser.violations()).isEmpty();
      browser.show(Screen.PHONE);
      browser.keepPicture("passkey-fr-PHONE");
      browser.show(Screen.DESK);

      phone.faults(Json.readObject("{\"passkey\":false}"));
      browser.click("main .primary");
      assertThat(scan(number, browser.picture("svg.qr"))).isEqualTo(201);
      browser.awaitText("h1", "Lié au compte");
      browser.run("localStorage.clear()");
    }
  }

  @Test
  void saysWhatBecameOfALinkThatLeadsNowhere() throws Exception {
    String first = link("ended");
    String second = link("ended");
    browser.open(first, Screen.PHONE, FRENCH);
    browser.awaitText("h1", "Il y a un lien plus récent");
    assertThat(browser.violations()).isEmpty();
    browser.keepPicture("replaced-fr-PHONE");

    set("ended", PairingLinkItem.EXPIRES_AT, Instant.now());
    browser.open(second, Screen.PHONE, FRENCH);
    browser.awaitText("h1", "Ce lien a expiré");

    browser.open(second.substring(0, second.length() - 1), Screen.PHONE, ENGLISH);
    browser.awaitText("h1", "This link does not work");
    assertThat(message("ended")).isEqualTo("session_not_found"); // nothing was started
  }

  @Test
  void isHeldInNoFrameAndTellsItsAddressToNobody() throws Exception {
    HttpResponse<String> page =
        http.send(request(link("framed")).GET().build(), BodyHandlers.ofString());

    assertThat(header(page, "content-security-policy")).contains("frame-ancestors 'none'");
    assertThat(header(page, "content-security-policy")).doesNotContain("unsafe");
    assertThat(header(page, "x-frame-options")).isEqualTo("DENY");
    assertThat(header(page, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(header(page, "cache-control")).isEqualTo("no-store");
  }

  private static String link(String session) {
    Answer made = api.post("/session/pairingLink/" + session, Json.MAPPER.createObjectNode());
    assertThat(made.status()).as(made.text()).isEqualTo(200);
    return made.body().path("url").asText();
  }

  private static String message(String session) {
    return api.get("/session/status/" + session).body().path("message").asText();
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /**
   * Scans a picture with a phone's camera.
   *
   * @return the status of the phone's answer
   */
  private static int scan(String number, byte[] picture) throws Exception {
    return http.send(
            request(stack.sandboxAddress().resolve("/phones/" + number + "/scan").toString())
                .header("content-type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  /** Changes a time of a link, as if time had passed. */
  private static void set(String session, String attribute, Instant at) {
    String id = SessionId.of(CUSTOMER, new SessionName(session)).value();
    try (DynamoDbClient tables = stack.aws().dynamoDbClient()) {
      tables.updateItem(update ->
          update
              .tableName(stack.aws().names().table(Table.PAIRING_LINKS))
              .key(Map.of(PairingLinkItem.SESSION_ID, AttributeValue.fromS(id)))
              .updateExpression("SET #a = :v")
              .expressionAttributeNames(Map.of("#a", attribute))
              .expressionAttributeValues(
                  Map.of(":v", AttributeValue.fromN(Long.toString(at.toEpochMilli())))));
    }
  }
}
