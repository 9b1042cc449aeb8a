package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.dynamo.usage.Usage;
import io.griot.functions.access.KeyJson;
import io.griot.functions.access.Keys;
import io.griot.functions.billing.EntryJson;
import io.griot.functions.billing.LedgerStore;
import io.griot.functions.billing.PaymentStore;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import io.griot.functions.usage.UsageJson;
import io.griot.functions.usage.UsageLog;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookStore;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Exports everything that is stored about a customer as JSON Lines. It contains no secret: keys are
 * shown by their ids, webhooks without their secrets. Thread-safe.
 */
public final class CustomerExport {
  /** The number of months to export. Usage is kept for 400 days. */
  private static final int MONTHS = 13;

  private final Keys keys;
  private final SessionStore sessions;
  private final WebhookStore webhooks;
  private final LedgerStore ledger;
  private final PaymentStore payments;
  private final UsageLog usage;
  private final Evidence evidence;
  private final InstantSource clock;

  public CustomerExport(
      Keys keys,
      SessionStore sessions,
      WebhookStore webhooks,
      LedgerStore ledger,
      PaymentStore payments,
      UsageLog usage,
      Evidence evidence,
      InstantSource clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.webhooks = webhooks;
    this.ledger = ledger;
    this.payments = payments;
    this.usage = usage;
    this.evidence = evidence;
    this.clock = clock;
  }

  /**
   * Writes a line for each item, the customer first.
   *
   * @param customer as shown to operators
   */
  String of(CustomerId id, ObjectNode customer) {
    List<ObjectNode> lines = new ArrayList<>();
    add(lines, "customer", Stream.of(customer));
    add(lines, "key", keys.of(id).stream().map(key -> KeyJson.json(key, clock.instant())));
    List<SessionView> views = sessions.of(id);
    add(lines, "session", views.stream().map(this::session));
    add(lines, "webhook", webhooks(id, views));
    add(lines, "ledger", ledger.of(id).stream().map(EntryJson::write));
    add(lines, "payment", payments.of(id).stream().map(EntryJson::write));
    add(lines, "usage", usage(id));
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static void add(List<ObjectNode> lines, String record, Stream<ObjectNode> things) {
    things.forEach(thing -> {
      ObjectNode line = thing.objectNode().put("record", record);
      lines.add(line.setAll(thing));
    });
  }

  private ObjectNode session(SessionView view) {
    StuckSessions stuck = new StuckSessions(evidence, List.of(), view.now());
    ObjectNode session = FleetJson.session(view, evidence, stuck);
    session.remove("stuck");
    return session;
  }

  /** The usage by month, in UTC, as far as it is kept; months without usage are absent. */
  private Stream<ObjectNode> usage(CustomerId customer) {
    YearMonth last = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    return Stream.iterate(last.minusMonths(MONTHS), month -> month.plusMonths(1))
        .limit(MONTHS + 1)
        .flatMap(month ->
            usage.of(customer, month.atDay(1), month.atEndOfMonth()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(used -> usage(month, used.getKey(), used.getValue())));
  }

  private static ObjectNode usage(YearMonth month, Environment environment, Usage usage) {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("month", month.toString())
            .put("kind", environment.name().toLowerCase(Locale.ROOT));
    UsageJson.put(json, "", usage);
    return json;
  }

  /**
   * The webhooks, also those of ended sessions: they apply again to a later session of the same
   * name.
   */
  private Stream<ObjectNode> webhooks(CustomerId customer, List<SessionView> views) {
    Map<String, WebhookStore.Stored> all = new TreeMap<>();
    webhooks.of(customer).forEach(stored -> all.put(stored.scope(), stored));
    for (Environment environment : Environment.values()) {
      addUnnamed(all, WebhookItem.ofCustomer(customer, environment), Optional.empty());
    }
    views.stream()
        .map(SessionView::session)
        .forEach(session ->
            addUnnamed(
                all,
                WebhookItem.ofSession(session.id(), session.environment()),
                Optional.of(session.name())));
    return all.values().stream().map(CustomerExport::json);
  }

  /** Adds a webhook that was stored before webhooks had their customer's id. */
  private void addUnnamed(
      Map<String, WebhookStore.Stored> all, String scope, Optional<SessionName> session) {
    if (!all.containsKey(scope) || all.get(scope).session().isEmpty()) {
      webhooks
          .find(scope)
          .ifPresent(webhook -> all.put(scope, new WebhookStore.Stored(scope, session, webhook)));
    }
  }

  private static ObjectNode json(WebhookStore.Stored stored) {
    WebhookItem.Of of = WebhookItem.Of.scope(stored.scope());
    Webhook webhook = stored.webhook();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("kind", of.environment().name().toLowerCase(Locale.ROOT))
            .put("session", stored.session().map(SessionName::value).orElse(null))
            .put("sessionId", of.session().map(SessionId::value).orElse(null))
            .put("url", webhook.url())
            .put("hasApiKey", webhook.apiKey().isPresent());
    json.putNull("events");
    webhook
        .events()
        .ifPresent(names -> names.stream().sorted().forEach(json.putArray("events")::add));
    return json;
  }
}
