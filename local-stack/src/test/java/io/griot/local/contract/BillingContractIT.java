package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.billing.LedgerCsv;
import io.griot.functions.billing.Signatures;
import io.griot.local.gateway.ApiFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans, payments and the customer's view of them, over HTTP, with a stand-in for CinetPay. */
class BillingContractIT {
  private static final String SECRET = "secret";

  @AutoClose static final CinetPayStandIn cinetPay = new CinetPayStandIn();

  @RegisterExtension
  static final ApiFixture api = ApiFixture.withoutPage().settings(BillingContractIT::settings);

  static String operator;

  @BeforeAll
  static void start() {
    operator = api.adminKey();
  }

  private static Map<String, String> settings(Path folder) {
    Path secrets = folder.resolve("cinetpay.json");
    try {
      Files.writeString(
          secrets,
          "{\"apiKey\": \"k\", \"siteId\": \"445160\", \"secretKey\": \"%s\"}".formatted(SECRET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        FunctionsSettings.CINETPAY_SECRETS.key(),
        secrets.toString(),
        FunctionsSettings.CINETPAY_URL.key(),
        cinetPay.address().toString(),
        FunctionsSettings.PUBLIC_URL.key(),
        "https://api.example",
        FunctionsSettings.WEBHOOKS_TO_LOOPBACK.key(),
        "true");
  }

  @Test
  @Exercises({"accountGet", "accountCheckout", "billingNotify"})
  void servesWhoPaysAtOnce() throws Exception {
    String live = api.signUp("payer", Environment.LIVE);
    HttpResponse<String> refused = api.send(api.request("/webhook", live).GET().build());
    assertThat(refused.statusCode()).isEqualTo(402);
    assertThat(refused.body()).contains("POST /account/checkout");
    JsonNode before = call("accountGet", live, Map.of()).path("account");
    assertThat(before.path("state").asText()).isEqualTo("suspended");
    assertThat(before.path("payWith").path(0).asText()).isEqualTo("cinetpay");

    JsonNode page = call("accountCheckout", live, Map.of("periods", 2));
    assertThat(page.path("url").asText()).startsWith("https://checkout.cinetpay.com/");
    ObjectNode opened = cinetPay.opened.getLast();
    assertThat(opened.path("notify_url").asText())
        .isEqualTo("https://api.example/billing/payments/cinetpay");
    assertThat(opened.path("amount").asLong()).isEqualTo(20_000);

    String reference = page.path("reference").asText();
    cinetPay.accept(reference, "20000", "XOF");
    assertThat(notify(reference, SECRET).statusCode()).isEqualTo(200);
    assertThat(notify(reference, SECRET).statusCode()).isEqualTo(200);

    JsonNode after = call("accountGet", live, Map.of()).path("account");
    assertThat(after.path("state").asText()).isEqualTo("active");
    assertThat(api.send(api.request("/webhook", live).GET().build()).statusCode()).isEqualTo(200);
    JsonNode entries = call("adminPaymentList", operator, Map.of("customerId", "payer"));
    assertThat(entries.path("payments")).hasSize(1);
    assertThat(entries.at("/payments/0/entry").asText()).isEqualTo("cinetpay#" + reference);
    assertThat(entries.at("/payments/0/periods").asInt()).isEqualTo(2);
  }

  @Test
  void saysWhatACustomerMayUse() throws Exception {
    String key = api.key("large");
    api.limit("large", "requestsPerMinute", 6000);

    JsonNode limits = call("accountGet", key, Map.of()).at("/account/limits");

    assertThat(limits.path("requestsPerMinute").asInt()).isEqualTo(6000);
    assertThat(limits.path("waitingCommands").asInt()).isEqualTo(10_000);
    assertThat(limits.path("uploadsPerDay").asInt()).isEqualTo(2000);
  }

  @Test
  void servesTestKeysWithoutASubscription() throws Exception {
    String test = api.signUp("tester", Environment.TEST);

    assertThat(api.send(api.request("/webhook", test).GET().build()).statusCode()).isEqualTo(200);
  }

  @Test
  @Exercises(value = "accountCheckout", failures = FailureCode.PAYMENT_PROVIDER_NOT_FOUND)
  void opensNoPageOfAnotherProvider() throws Exception {
    String key = api.key("elsewhere");

    fails(
        "accountCheckout",
        FailureCode.PAYMENT_PROVIDER_NOT_FOUND,
        key,
        Map.of("provider", "paydunya"));
  }

  @Test
  @Exercises(value = "accountCheckout", failures = FailureCode.PAYMENT_PROVIDER_FAILED)
  void saysWhenTheProviderOpensNoPage() throws Exception {
    String key = api.key("unlucky");
    cinetPay.failing = true;
    try {
      fails("accountCheckout", FailureCode.PAYMENT_PROVIDER_FAILED, key, Map.of());
    } finally {
      cinetPay.failing = false;
    }
  }

  @Test
  @Exercises("billingPing")
  void answersWhoLooksWhetherItIsThere() throws Exception {
    call("billingPing", "", Map.of("provider", "cinetpay"));
  }

  @Test
  @Exercises(
      value = {"billingPing", "billingNotify"},
      failures = FailureCode.PAYMENT_PROVIDER_NOT_FOUND)
  void knowsNoOtherProvider() throws Exception {
    Map<String, Object> other = Map.of("provider", "paydunya");
    fails("billingPing", FailureCode.PAYMENT_PROVIDER_NOT_FOUND, "", other);
    fails("billingNotify", FailureCode.PAYMENT_PROVIDER_NOT_FOUND, "", other);
  }

  @Test
  @Exercises(value = "billingNotify", failures = FailureCode.WRONG_SIGNATURE)
  void refusesWhatIsNotSigned() throws Exception {
    assertFailure("billingNotify", FailureCode.WRONG_SIGNATURE, notify("griotforged", "another"));
    fails("billingNotify", FailureCode.WRONG_SIGNATURE, "", Map.of("provider", "cinetpay"));
  }

  @Test
  @Exercises(value = "billingNotify", failures = FailureCode.OVERLOADED)
  void hasToldAgainWhatCannotBeConfirmed() throws Exception {
    cinetPay.failing = true;
    try {
      assertFailure("billingNotify", FailureCode.OVERLOADED, notify("griotslow", SECRET));
    } finally {
      cinetPay.failing = false;
    }
    assertThat(parked("griotslow").path("reason").asText()).isEqualTo("UNCONFIRMED");
  }

  @Test
  @Exercises({"adminParkedList", "adminParkedResolve"})
  void parksWhatNobodyKnowsForTheOperatorToDecide() throws Exception {
    api.key("late");
    cinetPay.accept("griotunknown", "10000", "XOF");
    assertThat(notify("griotunknown", SECRET).statusCode()).isEqualTo(200);
    assertThat(parked("griotunknown").path("reason").asText()).isEqualTo("UNKNOWN_CUSTOMER");
    call(
        "adminParkedResolve",
        operator,
        Map.of("payment", "cinetpay#griotunknown", "action", "check"));

    JsonNode credited =
        call(
            "adminParkedResolve",
            operator,
            Map.of("payment", "cinetpay#griotunknown", "action", "credit", "customerId", "late"));

    assertThat(credited.at("/payment/status").asText()).isEqualTo("CREDITED");
    assertThat(parked("griotunknown").isMissingNode()).isTrue();
    cinetPay.accept("griotstray", "1", "XOF");
    assertThat(notify("griotstray", SECRET).statusCode()).isEqualTo(200);
    JsonNode dismissed =
        call(
            "adminParkedResolve",
            operator,
            Map.of("payment", "cinetpay#griotstray", "action", "dismiss", "note", "a test"));
    assertThat(dismissed.at("/payment/status").asText()).isEqualTo("DISMISSED");
  }

  @Test
  @Exercises(
      value = "adminParkedResolve",
      failures = {
        FailureCode.PAYMENT_NOT_FOUND,
        FailureCode.CUSTOMER_NOT_FOUND,
        FailureCode.CONFLICT
      })
  void decidesOnNothingThatDoesNotWait() throws Exception {
    String id = "adminParkedResolve";
    Map<String, Object> unknown = Map.of("payment", "cinetpay#none", "action", "dismiss");
    fails(id, FailureCode.PAYMENT_NOT_FOUND, operator, unknown);
    cinetPay.accept("griotodd", "10000", "XOF");
    assertThat(notify("griotodd", SECRET).statusCode()).isEqualTo(200);
    fails(
        id,
        FailureCode.CUSTOMER_NOT_FOUND,
        operator,
        Map.of("payment", "cinetpay#griotodd", "action", "credit", "customerId", "nobody"));
    call(id, operator, Map.of("payment", "cinetpay#griotodd", "action", "dismiss"));
    fails(
        id,
        FailureCode.CONFLICT,
        operator,
        Map.of("payment", "cinetpay#griotodd", "action", "dismiss"));
  }

  @Test
  @Exercises({"adminPaymentRecord", "adminPaymentList", "adminPaymentRefund", "adminLedgerExport"})
  void keepsBooks() throws Exception {
    api.signUp("books", Environment.LIVE);
    Map<String, Object> payment =
        Map.of("customerId", "books", "amount", 30_000, "reference", "r-1", "note", "cash");
    JsonNode first = call("adminPaymentRecord", operator, payment).path("payment");
    assertThat(call("adminPaymentRecord", operator, payment).path("payment")).isEqualTo(first);
    assertThat(first.path("periods").asInt()).isEqualTo(3);
    call(
        "adminPaymentRecord",
        operator,
        Map.of("customerId", "books", "amount", 5_000, "reference", "r-2", "periods", 0));
    JsonNode back =
        call("adminPaymentRefund", operator, Map.of("payment", "manual#r-1")).path("payment");
    assertThat(back.path("amount").asLong()).isEqualTo(-30_000);

    assertThat(call("adminPaymentList", operator, Map.of()).path("payments").size())
        .isGreaterThanOrEqualTo(3);
    HttpResponse<String> csv = send("adminLedgerExport", operator, Map.of("customerId", "books"));
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
    assertThat(csv.body().lines().toList())
        .hasSize(4)
        .first()
        .isEqualTo(String.join(",", LedgerCsv.COLUMNS));
    assertThat(csv.body().lines().toList().get(1))
        .contains(",books,manual,r-1,30000,XOF,standard,3,");
  }

  @Test
  @Exercises(
      value = "adminPaymentRecord",
      failures = {FailureCode.CUSTOMER_NOT_FOUND, FailureCode.CONFLICT})
  void recordsNoPaymentTwiceAndNoneOfNobody() throws Exception {
    String id = "adminPaymentRecord";
    fails(
        id,
        FailureCode.CUSTOMER_NOT_FOUND,
        operator,
        Map.of("customerId", "nobody", "amount", 10_000, "reference", "x"));
    api.signUp("twice", Environment.LIVE);
    call(id, operator, Map.of("customerId", "twice", "amount", 10_000, "reference", "t-1"));
    fails(
        id,
        FailureCode.CONFLICT,
        operator,
        Map.of("customerId", "twice", "amount", 20_000, "reference", "t-1"));
    fails(
        id,
        FailureCode.INVALID_FIELD,
        operator,
        Map.of("customerId", "twice", "amount", 10_500, "reference", "t-2"));
  }

  @Test
  @Exercises(
      value = "adminPaymentRefund",
      failures = {FailureCode.PAYMENT_NOT_FOUND, FailureCode.CONFLICT})
  void paysNothingBackTwice() throws Exception {
    String id = "adminPaymentRefund";
    fails(id, FailureCode.PAYMENT_NOT_FOUND, operator, Map.of("payment", "manual#none"));
    api.signUp("back", Environment.LIVE);
    call(
        "adminPaymentRecord",
        operator,
        Map.of("customerId", "back", "amount", 10_000, "reference", "b-1"));
    call(id, operator, Map.of("payment", "manual#b-1", "amount", 4_000, "periods", 0));
    fails(id, FailureCode.CONFLICT, operator, Map.of("payment", "manual#b-1"));
  }

  @Test
  @Exercises({"adminPlanList", "adminPlanSet"})
  void sellsOtherPlans() throws Exception {
    Map<String, Object> plan =
        Map.of(
            "planId", "large",
            "price", 25_000,
            "currency", "XOF",
            "period", "P1M",
            "liveSessions", 10,
            "testSessions", 3,
            "requestsPerMinute", 1_200,
            "waitingCommands", 20_000,
            "uploadsPerDay", 5_000);
    JsonNode stored = call("adminPlanSet", operator, plan).path("plan");

    JsonNode all = call("adminPlanList", operator, Map.of()).path("plans");

    assertThat(all).anyMatch(stored::equals);
    assertThat(all).anyMatch(one -> one.path("planId").asText().equals("standard"));
  }

  private static JsonNode parked(String reference) throws Exception {
    JsonNode all = call("adminParkedList", operator, Map.of()).path("payments");
    return all.valueStream()
        .filter(one -> one.path("payment").asText().equals("cinetpay#" + reference))
        .findFirst()
        .orElseGet(() -> Json.MAPPER.missingNode());
  }

  /** A form, as the provider sends it. */
  private static HttpResponse<String> notify(String reference, String secret) throws Exception {
    Map<String, String> form = CinetPayStandIn.notification(reference);
    String token = Signatures.hmacSha256(secret, String.join("", form.values()));
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return api.send(
        api.request("/billing/payments/cinetpay", "")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-token", token)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Requires a success that matches the document. */
  private static ObjectNode call(String id, String key, Map<String, Object> fields)
      throws Exception {
    HttpResponse<String> answer = send(id, key, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Documented.assertAnswer(Documented.operation(id), answer.body());
    return Json.readObject(answer.body());
  }

  private static void fails(String id, FailureCode code, String key, Map<String, Object> fields)
      throws Exception {
    assertFailure(id, code, send(id, key, fields));
  }

  private static void assertFailure(String id, FailureCode code, HttpResponse<String> answer) {
    Documented.assertFailure(Documented.operation(id), code, answer.statusCode(), answer.body());
  }

  /** Sends each field where the catalogue has it: in the path, the query or the body. */
  private static HttpResponse<String> send(String id, String key, Map<String, Object> fields)
      throws Exception {
    Operation operation = Documented.operation(id);
    String path = operation.path().text();
    ObjectNode rest = Json.MAPPER.createObjectNode();
    StringBuilder query = new StringBuilder();
    boolean inQuery = operation.method().equals("GET");
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String place = "{" + field.getKey() + "}";
      if (path.contains(place)) {
        path = path.replace(place, field.getValue().toString());
      } else if (inQuery) {
        query.append(query.isEmpty() ? "?" : "&").append(field.getKey() + "=" + field.getValue());
      } else {
        rest.set(field.getKey(), Json.MAPPER.valueToTree(field.getValue()));
      }
    }
    return api.send(
        api.request(path + query, key)
            .header("content-type", "application/json")
            .method(
                operation.method(),
                inQuery ? BodyPublishers.noBody() : BodyPublishers.ofString(rest.toString()))
            .build());
  }
}
