package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation;
import io.griot.local.contract.HostileRequests.Hostile;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts ids of every kind into a valid request: unknown ones, ones of another kind, and ones that
 * the caller may not change.
 */
final class OddIds {
  // Matches a whole string between its quotes. No field's name looks like an id.
  private static final Pattern CHAT = Pattern.compile("\"([\\w.+-]+@[a-z.]+|\\+?\\d{8,15})\"");
  private static final Pattern MESSAGE =
      Pattern.compile("\"([0-9A-F]{16,32}|(?:true|false)_[^\"]+)\"");

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
   * @param known chats of the account
   */
  OddIds(List<String> known) {
    this.chats = Stream.concat(CHATS_OF_NOBODY.stream(), known.stream()).toList();
  }

  /** A request for each id in each place. */
  List<Hostile> of(Operation operation, String session, ObjectNode right) {
    String path = operation.path().text().replace("{sessionId}", session);
    String text = right.toString();
    return Stream.concat(with(text, CHAT, chats), with(text, MESSAGE, MESSAGES_OF_NOBODY))
        .map(body ->
            new Hostile(operation, "an id", path, body.getBytes(UTF_8), HostileRequests.json()))
        .toList();
  }

  private static Stream<String> with(String text, Pattern places, List<String> ids) {
    return places
        .matcher(text)
        .results()
        .flatMap(place ->
            ids.stream()
                .map(id -> text.substring(0, place.start(1)) + id + text.substring(place.end(1))));
  }
}
