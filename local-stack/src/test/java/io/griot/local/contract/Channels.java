package io.griot.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.Map;

/** Channels for tests, and how both sides see them. */
final class Channels {
  private Channels() {}

  /** Calls an operation on a channel, requires this failure, and returns the error's text. */
  static String fails(Stage stage, String operation, FailureCode code, String channel) {
    ObjectNode request = Documented.exampleRequest(Documented.operation(operation));
    request.put(request.has("channelId") ? "channelId" : "chatId", channel);
    return stage.fails(operation, code, Groups.map(request));
  }

  /** A channel of the session's account; returns when the page has it. */
  static String own(Stage stage, String title) {
    String id =
        stage
            .call(
                "clientCreateChannel",
                Map.of("title", title, "options", Map.of("description", "Its description")))
            .at("/result/nid/_serialized")
            .asText();
    Stage.patiently().until(() -> listed(stage, id), channel -> !channel.isMissingNode());
    return id;
  }

  /** A channel that a phone makes. */
  static JsonNode makeOn(Phone owner, String name) {
    return owner.ask(
        "POST", "/channels", Stage.fields(Map.of("name", name, "description", "Its description")));
  }

  /** The channel as a phone shows it. */
  static JsonNode seen(Phone phone, String id) {
    return phone.ask("GET", "/channels/" + id, null);
  }

  /** The channel in the session's list; missing if it is not listed. */
  static JsonNode listed(Stage stage, String id) {
    JsonNode channels = stage.call("clientGetChannels", Map.of()).path("result");
    return channels
        .valueStream()
        .filter(channel -> channel.at("/id/_serialized").asText().equals(id))
        .findFirst()
        .orElse(channels.path("none"));
  }
}
