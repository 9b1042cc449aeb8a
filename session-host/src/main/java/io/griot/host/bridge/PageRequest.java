package io.griot.host.bridge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request from the host to the script in the page. The bridge's {@code HostRequest} lists the
 * same requests with the same fields.
 *
 * @param json the request as the page receives it
 */
record PageRequest(String json) {
  /** The answer where no bridge runs in the document. */
  static final String ABSENT = "{\"absent\":true}";

  /** The only function that the host calls in the page. Its argument is a request. */
  static final String FUNCTION =
      "(request) => window.__griot === undefined ? '" + ABSENT + "' : window.__griot(request)";

  /**
   * Runs an operation.
   *
   * @param arguments empty when {@link #leaveArguments} has sent them
   */
  static PageRequest call(String operation, Optional<ObjectNode> arguments, ObjectNode context) {
    ObjectNode request = request("call").put("operation", operation);
    arguments.ifPresent(present -> request.set("args", present));
    request.set("context", context);
    return of(request);
  }

  /** Sends arguments that are too long for a call. */
  static PageRequest leaveArguments(CommandId command, ObjectNode arguments) {
    ObjectNode request = request("leaveArguments", command);
    request.set("args", arguments);
    return of(request);
  }

  /** Asks for the file chooser that receives a command's files. */
  static PageRequest fileChooser(CommandId command) {
    return of(request("fileChooser", command));
  }

  /** Asks for a part of an answer that the page keeps, in bytes. */
  static PageRequest slice(CommandId command, long from, long to) {
    return of(request("slice", command).put("from", from).put("to", to));
  }

  /** Makes the page forget an answer that it keeps. */
  static PageRequest drop(CommandId command) {
    return of(request("drop", command));
  }

  /**
   * Asks for a sign of life.
   *
   * @param mayBeUsed whether the page may send messages that an earlier page left unsent
   */
  static PageRequest pulse(boolean mayBeUsed) {
    return of(request("pulse").put("mayBeUsed", mayBeUsed));
  }

  /** Makes the page forget events that are stored. */
  static PageRequest confirm(List<EventName> events) {
    ObjectNode request = request("confirm");
    ArrayNode names = request.putArray("events");
    events.forEach(event -> names.addArray().add(event.name()).add(event.key()));
    return of(request);
  }

  /** The identity of an event in the page: {@link PageEvent.Happened}'s name and key. */
  record EventName(String name, String key) {}

  /** Makes the page report its stored messages since a time before it continues with others. */
  static PageRequest recall(Optional<Instant> since) {
    return of(request("recall").put("since", since.map(Instant::toEpochMilli).orElse(null)));
  }

  /**
   * Gives the page events whose messages its history lacks.
   *
   * @param events the bodies of their deliveries, JSON
   */
  static PageRequest lacks(List<String> events) {
    ObjectNode request = request("lacks");
    ArrayNode bodies = request.putArray("events");
    events.forEach(bodies::add);
    return of(request);
  }

  /** Makes WhatsApp's server unlink this device. */
  static PageRequest logout() {
    return of(request("logout"));
  }

  /** Makes the page drop its Signal sessions. */
  static PageRequest dropSignalSessions() {
    return of(request("dropSignalSessions"));
  }

  /** Reloads the page. */
  static PageRequest reload() {
    return of(request("reload"));
  }

  private static PageRequest of(ObjectNode request) {
    return new PageRequest(request.toString());
  }

  private static ObjectNode request(String type) {
    return Json.MAPPER.createObjectNode().put("type", type);
  }

  private static ObjectNode request(String type, CommandId command) {
    return request(type).put("commandId", command.value());
  }
}
