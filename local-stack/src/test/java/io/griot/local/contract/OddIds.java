package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation;
import io.griot.local.contract.HostileRequests.Hostile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts ids of every kind where a right request has one: of nobody, of somebody of another kind, and
 * of what is not the caller's to change.
 */
final class OddIds {
  private static final Pattern CHAT = Pattern.compile("[\\w.+-]+@[a-z.]+|\\+?\\d{8,15}");
  private static final Pattern MESSAGE = Pattern.compile("[0-9A-F]{16,32}|(true|false)_.+");

  private static final List<String> CHATS_OF_NOBODY =
      List.of(
          "22999999999@c.us",
          "22999999999",
          "0@c.us",
          "999999999999999@lid",
          "120363999999999999@g.us",
          "120363888888888888@newsletter",
          "status@broadcast");

  private static final List<String> MESSAGES_OF_NOBODY =
      List.of(
          "3EB0AAAAAAAAAAAAAAAA",
          "true_22999999999@c.us_3EB0AAAAAAAAAAAAAAAA",
          "false_120363999999999999@g.us_3EB0AAAAAAAAAAAAAAAA_999999999999999@lid");

  private final List<String> chats;

  /**
   * For one account.
   *
   * @param known chats that it has
   */
  OddIds(List<String> known) {
    this.chats = Stream.concat(CHATS_OF_NOBODY.stream(), known.stream()).toList();
  }

  /** A request for each id in each place. */
  List<Hostile> of(Operation operation, String session, ObjectNode right) {
    String path = operation.path().text().replace("{sessionId}", session);
    ObjectNode request = right.deepCopy();
    List<Hostile> all = new ArrayList<>();
    eachText(
        request,
        (was, put) -> {
          for (String id : insteadOf(was)) {
            put.accept(id);
            byte[] body = request.toString().getBytes(UTF_8);
            Map<String, List<String>> json = Map.of("content-type", List.of("application/json"));
            all.add(new Hostile(operation, "an id", path, body, json));
          }
          put.accept(was);
        });
    return all;
  }

  private List<String> insteadOf(String text) {
    if (CHAT.matcher(text).matches()) {
      return chats;
    }
    return MESSAGE.matcher(text).matches() ? MESSAGES_OF_NOBODY : List.of();
  }

  private interface Place {
    void found(String text, Consumer<String> put);
  }

  private static void eachText(JsonNode node, Place place) {
    if (node instanceof ObjectNode object) {
      for (String name :
          List.copyOf(object.properties()).stream().map(Map.Entry::getKey).toList()) {
        JsonNode value = object.get(name);
        if (value.isTextual()) {
          place.found(value.asText(), id -> object.put(name, id));
        } else {
          eachText(value, place);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        JsonNode value = array.get(i);
        if (value.isTextual()) {
          place.found(value.asText(), id -> array.set(at, id));
        } else {
          eachText(value, place);
        }
      }
    }
  }
}
