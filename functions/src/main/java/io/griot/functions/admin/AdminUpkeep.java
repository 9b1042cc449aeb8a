package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.functions.api.ApiCall;
import io.griot.functions.api.ApiOperation;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.webhooks.Secrets;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' operations for repairing one customer's data. Thread-safe. */
public final class AdminUpkeep {
  private static final Logger log = LoggerFactory.getLogger(AdminUpkeep.class);

  /** The time that an answer needs after the last look into a queue. */
  private static final Duration RESERVE = Duration.ofSeconds(5);

  private static final int ID_BYTES = 16;

  private final AdminCustomers customers;
  private final DeadEvents events;
  private final WebhookStore webhooks;
  private final CustomerExport export;
  private final PayloadStore objects;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param objects stores an export that is too large for an answer
   * @param random must be unpredictable: it makes secrets
   */
  public AdminUpkeep(
      AdminCustomers customers,
      DeadEvents events,
      WebhookStore webhooks,
      CustomerExport export,
      PayloadStore objects,
      RandomGenerator random,
      InstantSource clock) {
    this.customers = customers;
    this.events = events;
    this.webhooks = webhooks;
    this.export = export;
    this.objects = objects;
    this.random = random;
    this.clock = clock;
  }

  /** The operations, by {@code operationId}. */
  public Map<String, ApiOperation> table() {
    return Map.of(
        "adminEventReplay", this::replay,
        "adminWebhookRotate", this::rotate,
        "adminCustomerExport", this::export);
  }

  private Reply replay(ApiCall call) {
    CustomerId customer = customers.existing(call);
    DeadEvents.Replay replay = events.replay(customer, call.request().deadline().minus(RESERVE));
    log.atInfo()
        .addKeyValue("customerId", customer)
        .addKeyValue("events", replay.replayed())
        .log("events.replayed");
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer
        .putObject("events")
        .put("replayed", replay.replayed())
        .put("complete", replay.complete());
    return Reply.json(200, answer);
  }

  private Reply rotate(ApiCall call) {
    CustomerId customer = customers.existing(call);
    ObjectNode fields = call.fields();
    Environment kind =
        Environment.valueOf(fields.path("kind").asText("live").toUpperCase(Locale.ROOT));
    Optional<SessionName> session =
        Optional.of(fields.path("session").asText(""))
            .filter(SessionName::isValid)
            .map(SessionName::new);
    String scope =
        session
            .map(name -> WebhookItem.ofSession(SessionId.of(customer, name), kind))
            .orElseGet(() -> WebhookItem.ofCustomer(customer, kind));
    Instant until = clock.instant().plus(Webhook.OVERLAP);
    Webhook rotated =
        webhooks
            .replaceSecret(scope, Secrets.make(random), until)
            .orElseThrow(() -> new ApiFailure(FailureCode.WEBHOOK_NOT_FOUND));
    log.atInfo().addKeyValue("customerId", customer).log("webhook.secret_replaced");
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer
        .putObject("webhook")
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("session", session.map(SessionName::value).orElse(null))
        .put("secret", rotated.secret())
        .put("oldSecretUntil", SubscriptionJson.text(until));
    return Reply.json(200, answer);
  }

  private Reply export(ApiCall call) {
    CustomerRecord customer = customers.record(call);
    String lines = export.of(customer.id(), customers.json(customer));
    log.atInfo().addKeyValue("customerId", customer.id()).log("customer.exported");
    Reply whole = Reply.text("application/jsonl; charset=utf-8", lines);
    return whole.fits() ? whole : elsewhere(lines);
  }

  private Reply elsewhere(String lines) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String key = Names.EXPORT_OBJECTS + HexFormat.of().formatHex(id);
    objects.put(key, lines);
    URI link = objects.link(key);
    ObjectNode body =
        Json.MAPPER.createObjectNode().put("success", true).put("answerUrl", link.toString());
    return Reply.json(303, body).with("Location", link.toString());
  }
}
