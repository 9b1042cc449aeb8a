package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A report of a page by itself. */
public sealed interface PageEvent {

  /** A new document replaced the old one, whose reports are outdated. */
  record Opened() implements PageEvent {}

  /** The connection changed. */
  record StateChanged(PageState state) implements PageEvent {}

  /**
   * The QR code changed.
   *
   * @param text content of the code; empty when none is shown any more
   */
  record QrChanged(Optional<String> text) implements PageEvent {}

  /** A pairing code was created or renewed. */
  record LinkCodeMade(String code) implements PageEvent {}

  /**
   * An event of the account.
   *
   * @param name of the event, as in the {@code webhooks} of {@code openapi.yaml}
   * @param key identifies it among the account's events of that name
   * @param chat whose events stay in order
   * @param size length of the data as text, in characters
   * @param isRecovered whether the page did not see it happen, but found it in its storage on
   *     request
   * @param age the time since it happened; more than zero when an earlier document saw it
   */
  record Happened(
      String name,
      String key,
      String chat,
      ObjectNode data,
      long size,
      boolean isRecovered,
      Duration age)
      implements PageEvent {
    /** Creates an event that the page saw happen. */
    public Happened(String name, String key, String chat, ObjectNode data, long size) {
      this(name, key, chat, data, size, false, Duration.ZERO);
    }
  }

  /** All that arrived while the device was away is processed. Reported after each connection. */
  record CaughtUp() implements PageEvent {}

  /**
   * The page has no account any more.
   *
   * @param reason in words of WhatsApp or of the bridge
   * @param cause who ended the link
   */
  record LoggedOut(String reason, Cause cause) implements PageEvent {
    private static final Set<String> UNLINKED = Set.of("user_initiated", "removed_by_server");

    /** Whether WhatsApp's server confirmed that the device is not linked any more. */
    public boolean isUnlinked() {
      return UNLINKED.contains(reason);
    }

    /** The party that ended a link. */
    public enum Cause {
      /** The phone or WhatsApp's server. */
      ACCOUNT,
      /** The page itself, because its storage failed. The server may not know. */
      STORAGE,
      UNKNOWN
    }
  }

  /** The operations that this version of WhatsApp Web cannot do. */
  record OperationsMissing(Set<String> operations) implements PageEvent {
    public OperationsMissing {
      operations = Set.copyOf(operations);
    }
  }

  /** WhatsApp's limits of the account have changed; empty when there are none. */
  record LimitsChanged(Optional<ObjectNode> limits) implements PageEvent {}

  /**
   * The page knows WhatsApp's limits of the account since it last connected, as far as it can.
   * {@link LimitsChanged} comes before it.
   */
  record LimitsAsked() implements PageEvent {}

  /**
   * The page reported a problem.
   *
   * @param what in words of the bridge (its README lists them), without any data of the account
   */
  record ProblemReported(String what) implements PageEvent {}

  /** WhatsApp sent the page something. Not reported each time. */
  record Activity(Instant at) implements PageEvent {}

  /**
   * The event of a page's message; empty for kinds that the host does not use.
   *
   * @param now time of an event without a time of its own
   */
  static Optional<PageEvent> of(JsonNode message, Instant now) {
    return switch (message.path("type").asText()) {
      case "state" -> Optional.of(new StateChanged(PageState.of(message)));
      case "qr" -> Optional.of(new QrChanged(text(message, "qr")));
      case "linkCode" -> Optional.of(new LinkCodeMade(message.path("code").asText("")));
      case "caughtUp" -> Optional.of(new CaughtUp());
      case "happened" -> Optional.of(happened(message));
      case "loggedOut" -> Optional.of(loggedOut(message));
      case "missing" -> Optional.of(new OperationsMissing(texts(message.path("operations"))));
      case "limits" ->
          Optional.of(new LimitsChanged(text(message, "limits").map(Json::readObject)));
      case "limitsAsked" -> Optional.of(new LimitsAsked());
      case "problem" -> Optional.of(new ProblemReported(message.path("problem").asText("")));
      case "event" ->
          Optional.of(
              new Activity(Instant.ofEpochMilli(message.path("at").asLong(now.toEpochMilli()))));
      default -> Optional.empty();
    };
  }

  private static LoggedOut loggedOut(JsonNode message) {
    LoggedOut.Cause cause =
        switch (message.path("cause").asText()) {
          case "account" -> LoggedOut.Cause.ACCOUNT;
          case "storage" -> LoggedOut.Cause.STORAGE;
          default -> LoggedOut.Cause.UNKNOWN;
        };
    return new LoggedOut(message.path("reason").asText(""), cause);
  }

  private static Happened happened(JsonNode message) {
    String data = message.path("data").asText();
    return new Happened(
        message.path("name").asText(),
        message.path("key").asText(),
        message.path("chat").asText(),
        Json.readObject(data),
        data.length(),
        message.path("recovered").asBoolean(),
        Duration.ofMillis(Math.max(0, message.path("age").asLong())));
  }

  private static Optional<String> text(JsonNode message, String field) {
    return message.path(field).isTextual()
        ? Optional.of(message.path(field).textValue())
        : Optional.empty();
  }

  private static Set<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
