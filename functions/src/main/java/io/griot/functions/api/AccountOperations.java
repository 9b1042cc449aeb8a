package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.dynamo.usage.Usage;
import io.griot.functions.billing.Checkouts;
import io.griot.functions.billing.NotificationFields;
import io.griot.functions.billing.Notifications;
import io.griot.functions.billing.PaymentProvider;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.AccountStore;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.customers.Renewal;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.docs.ApiDocs;
import io.griot.functions.fairuse.Limits;
import io.griot.functions.fairuse.LimitsStore;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.usage.UsageJson;
import io.griot.functions.usage.UsageLog;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The operations on a customer's subscription and payments, and payment providers' notifications.
 * Thread-safe.
 */
public final class AccountOperations {
  private final AccountStore accounts;
  private final PlanStore plans;
  private final LimitsStore stored;
  private final UsageLog usage;
  private final Checkouts checkouts;
  private final Notifications notifications;
  private final Optional<URI> publicUrl;
  private final InstantSource clock;

  /**
   * @param stored the customers' limits, also if no limits are enforced
   * @param publicUrl the API's address for payment providers; empty: the address of the request
   */
  public AccountOperations(
      AccountStore accounts,
      PlanStore plans,
      LimitsStore stored,
      UsageLog usage,
      Checkouts checkouts,
      Notifications notifications,
      Optional<URI> publicUrl,
      InstantSource clock) {
    this.accounts = accounts;
    this.plans = plans;
    this.stored = stored;
    this.usage = usage;
    this.checkouts = checkouts;
    this.notifications = notifications;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  public Map<String, ApiOperation> table() {
    return Map.of(
        "accountGet", this::show,
        "accountCheckout", this::checkout,
        "billingPing", this::ping,
        "billingNotify", this::take);
  }

  private Reply show(ApiCall call) {
    Account account = account(call);
    Plan plan = plan(account);
    var standing = account.subscription().at(clock.instant());
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ObjectNode shown = answer.putObject("account");
    shown.put("customerId", call.caller().customer().value());
    shown.put("state", SubscriptionJson.word(standing.state()));
    SubscriptionJson.put(shown, "paidUntil", account.subscription().paidUntil());
    SubscriptionJson.put(shown, "until", standing.until());
    ObjectNode planned = shown.putObject("plan");
    planned.put("planId", plan.id()).put("price", plan.price().minor());
    planned.put("currency", plan.price().currency()).put("period", plan.period().toString());
    ObjectNode limits = shown.putObject("limits");
    limits.put("liveSessions", account.allowed(Environment.LIVE, plan, clock.instant()));
    limits.put("testSessions", account.allowed(Environment.TEST, plan, clock.instant()));
    Limits fairUse = stored.of(call.caller().customer());
    limits.put("requestsPerMinute", fairUse.requestsPerMinute());
    limits.put("waitingCommands", fairUse.waitingCommands());
    limits.put("uploadsPerDay", fairUse.uploadsPerDay());
    putUsage(shown.putObject("usage"), call.caller().customer(), account, plan);
    checkouts.names().forEach(shown.putArray("payWith")::add);
    return Reply.json(200, answer);
  }

  private void putUsage(ObjectNode shown, CustomerId customer, Account account, Plan plan) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate since =
        LocalDate.ofInstant(Renewal.periodBegan(account.subscription(), plan, now), ZoneOffset.UTC);
    Map<Environment, Usage> used = usage.of(customer, since, today);
    shown.put("liveSessions", account.count(Environment.LIVE));
    shown.put("testSessions", account.count(Environment.TEST));
    shown.put("since", since.toString());
    for (Environment environment : Environment.values()) {
      UsageJson.put(
          shown.putObject(SubscriptionJson.word(environment)),
          "",
          used.getOrDefault(environment, Usage.NONE));
    }
  }

  private Reply checkout(ApiCall call) {
    ObjectNode fields = call.fields();
    Account account = account(call);
    PaymentProvider.Page page =
        checkouts.open(
            checkouts.provider(text(fields, "provider")),
            call.caller().customer(),
            plan(account),
            fields.path("periods").asInt(1),
            address(call),
            text(fields, "returnUrl").map(AccountOperations::uri));
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer.put("url", page.url().toString()).put("reference", page.reference());
    SubscriptionJson.put(answer, "expiresAt", page.expiresAt());
    return Reply.json(200, answer);
  }

  /** Answers a provider's test of the notification address. */
  private Reply ping(ApiCall call) {
    PaymentProvider _ = checkouts.provider(Optional.of(call.parameter("provider")));
    return done();
  }

  private Reply take(ApiCall call) {
    notifications.take(
        checkouts.provider(Optional.of(call.parameter("provider"))),
        call.request()::header,
        NotificationFields.of(call.request()));
    return done();
  }

  private static Reply done() {
    return Reply.json(200, Json.MAPPER.createObjectNode().put("success", true));
  }

  /** The caller's account. A key whose customer is unknown is refused. */
  private Account account(ApiCall call) {
    return accounts
        .find(call.caller().customer())
        .orElseThrow(() -> new ApiFailure(FailureCode.INVALID_API_KEY));
  }

  private Plan plan(Account account) {
    return plans.named(account.subscription().plan());
  }

  private URI address(ApiCall call) {
    return publicUrl
        .or(() -> ApiDocs.address(call.request()).map(URI::create))
        .orElseThrow(() -> new ApiFailure(FailureCode.PAYMENT_PROVIDER_FAILED));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, "returnUrl: is no address");
    }
  }

  private static Optional<String> text(ObjectNode fields, String name) {
    return Optional.of(fields.path(name).asText("")).filter(text -> !text.isEmpty());
  }
}
