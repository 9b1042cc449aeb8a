package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the page says by itself. */
public sealed interface PageEvent {

  /** A new document took the page: what the old one said no longer holds. */
  record Opened() implements PageEvent {}

  /** The connection changed. */
  record StateChanged(PageState state) implements PageEvent {}

  /**
   * The QR code changed.
   *
   * @param text what the code says; empty when none is shown any more
   */
  record QrChanged(Optional<String> text) implements PageEvent {}

  /** A code to pair by was made, or renewed. */
  record LinkCodeMade(String code) implements PageEvent {}

  /**
   * Something happened in the account.
   *
   * @param name of the event, as {@code openapi.yaml}'s {@code webhooks} have it
   * @param key tells it from the account's others of that name
   * @param chat whose events stay in order
   * @param size of the data as text, in characters
   */
  record Happened(String name, String key, String chat, ObjectNode data, long size)
      implements PageEvent {}

  /** All that came while the device was away is through; said after each connection. */
  record CaughtUp() implements PageEvent {}

  /**
   * The page has no account any more.
   *
   * @param reason in words of WhatsApp or the bridge
   * @param cause who ended the link
   */
  record LoggedOut(String reason, Cause cause) implements PageEvent {
    private static final Set<String> UNLINKED = Set.of("user_initiated", "device_removed");

    /** Whether WhatsApp's server said that the device is not linked any more. */
    public boolean isUnlinked() {
      return UNLINKED.contains(reason);
    }

    /** Who ended a link. */
    public enum Cause {
      /** The phone, or WhatsApp's server. */
      ACCOUNT,
      /** The page itself, because its storage failed: the server may not know of it. */
      STORAGE,
      UNKNOWN
    }
  }

  /** Operations that this version of WhatsApp Web cannot do. */
  record OperationsMissing(Set<String> operations) implements PageEvent {
    public OperationsMissing {
      operations = Set.copyOf(operations);
    }
  }

  /** What WhatsApp limits the account in is another; empty once nothing does. */
  record LimitsChanged(Optional<ObjectNode> limits) implements PageEvent {}

  /**
   * The page cannot work as it should.
   *
   * @param what in words of the bridge (its README lists them), without anything of the account
   */
  record InTrouble(String what) implements PageEvent {}

  /** WhatsApp sent the page something; said now and then, not each time. */
  record Heard(Instant at) implements PageEvent {}

  /**
   * The event a message of the page stands for; empty for kinds that the host has no use for.
   *
   * @param now the time of an event that does not name its own
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
      case "problem" -> Optional.of(new InTrouble(message.path("problem").asText("")));
      case "event" ->
          Optional.of(
              new Heard(Instant.ofEpochMilli(message.path("at").asLong(now.toEpochMilli()))));
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
        data.length());
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
