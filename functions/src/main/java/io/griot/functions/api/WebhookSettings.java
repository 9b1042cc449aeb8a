package io.griot.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.WebhookItem;
import io.griot.functions.access.Caller;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.webhooks.ReceiverState;
import io.griot.functions.webhooks.Secrets;
import io.griot.functions.webhooks.Webhook;
import io.griot.functions.webhooks.WebhookRules;
import io.griot.functions.webhooks.WebhookStore;
import io.griot.functions.webhooks.WebhookStore.Whose;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The operations on customers' webhooks, for all sessions and single ones. Test and live sessions
 * are separate. Thread-safe.
 */
public final class WebhookSettings {
  private final WebhookStore webhooks;
  private final WebhookRules rules;
  private final List<String> events;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param random must be unpredictable: it generates secrets
   */
  public WebhookSettings(
      WebhookStore webhooks,
      WebhookRules rules,
      Catalogue catalogue,
      RandomGenerator random,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.rules = rules;
    this.events = catalogue.events();
    this.random = random;
    this.clock = clock;
  }

  /** The scope of all of the caller's sessions. */
  static String ofAll(ApiCall call) {
    Caller caller = call.caller();
    caller.rights().requireAllSessions();
    return WebhookItem.ofCustomer(caller.customer(), caller.environment());
  }

  /**
   * The scope of the session in the path: it must exist, or have a webhook, which may outlive it.
   */
  String ofSession(ApiCall call) {
    String scope = WebhookItem.ofSession(call.sessionId(), call.caller().environment());
    boolean isKept = call.reaches(call.sessionId()) && webhooks.find(scope).isPresent();
    if (!isKept && call.presentSession().isEmpty()) {
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    return scope;
  }

  Reply get(String scope) {
    return Reply.json(200, json(webhooks.find(scope), Optional.empty()));
  }

  Reply set(String scope, ApiCall call) {
    return Reply.json(200, stored(scope, call, call.fields(), ""));
  }

  /**
   * Sets the webhook in a session's start request, if there is one. It is set before the start, so
   * that it receives the first event.
   */
  Optional<AtStart> setAtStart(ApiCall call) {
    if (!(call.fields().get("webhook") instanceof ObjectNode wanted)) {
      return Optional.empty();
    }
    String scope = WebhookItem.ofSession(call.sessionId(), call.caller().environment());
    boolean isNew = webhooks.find(scope).isEmpty();
    JsonNode shown = stored(scope, call, wanted, "webhook.").path("webhook");
    return Optional.of(new AtStart(shown, isNew ? () -> webhooks.remove(scope) : () -> {}));
  }

  /**
   * A webhook that was set for a start.
   *
   * @param shown the webhook in the customer's answer
   * @param takenBack removes the webhook if it did not exist before
   */
  record AtStart(JsonNode shown, Runnable takenBack) {}

  /**
   * @param place the prefix of the fields' names
   */
  private ObjectNode stored(String scope, ApiCall call, ObjectNode fields, String place) {
    String url = fields.path("url").asText();
    rules
        .problem(url, call.caller().environment())
        .ifPresent(problem -> {
          throw new ApiFailure(FailureCode.INVALID_FIELD, place + "url: " + problem);
        });
    String secret = text(fields, "secret").orElseGet(() -> Secrets.make(random));
    Webhook wanted =
        new Webhook(url, events(fields.path("events")), secret, text(fields, "apiKey"));
    Whose whose =
        new Whose(
            call.caller().customer(),
            WebhookItem.Of.scope(scope).session().map(any -> call.sessionName()));
    Webhook stored = webhooks.put(scope, whose, wanted, oldSecretUntil(fields));
    boolean isNew = stored.secret().equals(secret);
    return json(Optional.of(stored), isNew ? Optional.of(stored.secret()) : Optional.empty());
  }

  private Optional<Instant> oldSecretUntil(ObjectNode fields) {
    return fields.path("newSecret").asBoolean() || fields.hasNonNull("secret")
        ? Optional.of(clock.instant().plus(Webhook.OVERLAP))
        : Optional.empty();
  }

  Reply delete(String scope) {
    boolean removed = webhooks.remove(scope);
    return Reply.json(
        200, Json.MAPPER.createObjectNode().put("success", true).put("result", removed));
  }

  private static Optional<Set<String>> events(JsonNode names) {
    return names.isArray()
        ? Optional.of(names.valueStream().map(JsonNode::asText).collect(Collectors.toSet()))
        : Optional.empty();
  }

  private static Optional<String> text(ObjectNode fields, String name) {
    return Optional.of(fields.path(name).asText("")).filter(text -> !text.isEmpty());
  }

  private ObjectNode json(Optional<Webhook> webhook, Optional<String> secret) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer.putNull("webhook");
    webhook.ifPresent(known -> {
      ObjectNode shown = answer.putObject("webhook").put("url", known.url());
      ArrayNode names = shown.putArray("events");
      events.stream()
          .filter(name -> known.events().map(wanted -> wanted.contains(name)).orElse(true))
          .forEach(names::add);
      shown.put("hasApiKey", known.apiKey().isPresent());
      secret.ifPresent(text -> shown.put("secret", text));
      known
          .oldAt(clock.instant())
          .ifPresent(old -> shown.put("oldSecretUntil", SubscriptionJson.text(old.until())));
      show(known.state(), shown);
    });
    return answer;
  }

  /** Adds the reason for which the webhook gets no events, if there is one. */
  private void show(ReceiverState state, ObjectNode shown) {
    state
        .failingSince()
        .ifPresent(since -> shown.put("failingSince", SubscriptionJson.text(since)));
    state
        .restUntil()
        .filter(clock.instant()::isBefore)
        .ifPresent(until -> shown.put("restsUntil", SubscriptionJson.text(until)));
    state
        .disabled()
        .ifPresent(how ->
            shown
                .put("disabledSince", SubscriptionJson.text(how.since()))
                .put("disabledBecause", SubscriptionJson.word(how.because())));
  }
}
