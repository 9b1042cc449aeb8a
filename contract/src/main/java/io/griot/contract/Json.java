package io.griot.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and writes Griot's JSON at process borders. Thread-safe. */
public final class Json {
  /** The shared mapper. It reads and writes trees; no class is bound by reflection. */
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Characters that must not be sent in JSON text: halves of surrogate pairs, which are not valid
   * UTF-8, and two characters that SQS refuses and JSON does not escape.
   */
  private static final Pattern UNSENDABLE =
      Pattern.compile("[\\x{D800}-\\x{DFFF}\\x{FFFE}\\x{FFFF}]");

  private static final long DAY_MILLIS = 86_400_000;

  private Json() {}

  /** Replaces characters that SQS refuses by U+FFFD, as a browser does with invalid characters. */
  public static String sendable(String json) {
    return UNSENDABLE.matcher(json).replaceAll("\ufffd");
  }

  /** Writes a command as the body of an SQS message. */
  public static String write(Command command) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("id", command.id().value());
    tree.put("session", command.session().value());
    tree.put("operation", command.operation());
    tree.set("arguments", command.arguments());
    if (!command.alternatives().isEmpty()) {
      tree.set("alternatives", alternatives(command));
    }
    tree.put("acceptedAt", command.acceptedAt().toEpochMilli());
    tree.put("startBy", command.startBy().toEpochMilli());
    tree.put("attempt", command.attempt());
    command
        .turn()
        .ifPresent(turn -> {
          ObjectNode written = tree.putObject("turn");
          written.put("notBefore", turn.notBefore().toEpochMilli());
          written.put("intervalMillis", turn.pace().interval().toMillis());
          written.put("burst", turn.pace().burst());
          written.put("stops", turn.stops());
          turn.restrictedUntil()
              .ifPresent(end -> written.put("restrictedUntil", end.toEpochMilli()));
        });
    return sendable(tree.toString());
  }

  /**
   * Writes a claim check: the body of an SQS message in place of a command larger than {@link
   * CommandItem#MAX_INLINE_BYTES}. The receiver reads {@link Names#commandObject}, which holds the
   * output of {@link #write}.
   */
  public static String writeClaimCheck(CommandId command) {
    return MAPPER.createObjectNode().put("claim", command.value()).toString();
  }

  /**
   * Reads a claim check: the id of the command whose object must be read. Empty when the body is a
   * command itself.
   *
   * @throws IllegalArgumentException when the text is neither a claim check nor a command
   */
  public static Optional<CommandId> readClaimCheck(String body) {
    JsonNode claim = readObject(body).get("claim");
    return claim == null ? Optional.empty() : Optional.of(new CommandId(claim.asText()));
  }

  /**
   * Reads a command from the body of an SQS message. A command written before {@link
   * Command#startBy} existed may start within a day of its acceptance.
   *
   * @throws IllegalArgumentException when the text was not written by {@link #write}
   */
  public static Command readCommand(String body) {
    ObjectNode tree = readObject(body);
    if (!(tree.get("arguments") instanceof ObjectNode arguments)) {
      throw new IllegalArgumentException("a command has arguments");
    }
    long acceptedAt = tree.path("acceptedAt").asLong();
    return new Command(
        new CommandId(tree.path("id").asText()),
        new SessionId(tree.path("session").asText()),
        tree.path("operation").asText(),
        arguments,
        alternatives(tree.path("alternatives")),
        Instant.ofEpochMilli(acceptedAt),
        Instant.ofEpochMilli(tree.path("startBy").asLong(acceptedAt + DAY_MILLIS)),
        tree.path("attempt").asInt(1),
        turn(tree.path("turn")));
  }

  private static Optional<Command.Turn> turn(JsonNode tree) {
    return tree.isObject()
        ? Optional.of(
            new Command.Turn(
                Instant.ofEpochMilli(tree.path("notBefore").asLong()),
                new Pace(
                    Duration.ofMillis(tree.path("intervalMillis").asLong()),
                    tree.path("burst").asInt(1)),
                tree.path("stops").asBoolean(),
                Optional.of(tree.path("restrictedUntil"))
                    .filter(JsonNode::isNumber)
                    .map(end -> Instant.ofEpochMilli(end.asLong()))))
        : Optional.empty();
  }

  /** {@link Command#alternatives} as an object of lists. */
  public static ObjectNode alternatives(Command command) {
    ObjectNode tree = MAPPER.createObjectNode();
    command.alternatives().forEach((place, ids) -> ids.forEach(tree.putArray(place)::add));
    return tree;
  }

  private static Map<String, List<String>> alternatives(JsonNode tree) {
    return tree.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                place -> place.getValue().valueStream().map(JsonNode::asText).toList()));
  }

  /**
   * Parses a JSON object.
   *
   * @throws IllegalArgumentException when the text is not one JSON object; the message does not
   *     repeat the text
   */
  public static ObjectNode readObject(String text) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("not a JSON object");
  }
}
