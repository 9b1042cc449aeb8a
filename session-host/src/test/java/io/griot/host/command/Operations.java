package io.griot.host.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Effect;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Operation.Runs;
import io.griot.contract.PathTemplate;
import io.griot.contract.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One operation of each kind. */
final class Operations {
  /** A repeatable write. */
  static final String SEND = "send";

  /** A send, which may run beside the sends before it. */
  static final String TEXT = "text";

  /** A write that is not repeatable. */
  static final String REACT = "react";

  static final String READ = "read";

  /** Needs a page, linked or not. */
  static final String CODE = "code";

  static final String SCREENSHOT = "screenshot";
  static final Duration READ_DEADLINE = Duration.ofSeconds(3);
  static final ObjectNode NO_PAGE =
      Json.MAPPER.createObjectNode().put("success", false).put("message", "page_not_ready");

  private static final Map<String, Operation> ALL =
      Stream.of(
              operation(SEND, Runs.PAGE, Requires.CONNECTED, Effect.WRITE, true),
              operation(TEXT, Runs.PAGE, Requires.CONNECTED, Effect.WRITE, true),
              operation(REACT, Runs.PAGE, Requires.CONNECTED, Effect.WRITE, false),
              operation(READ, Runs.PAGE, Requires.CONNECTED, Effect.READ, true),
              operation(CODE, Runs.PAGE, Requires.PAGE, Effect.WRITE, true),
              operation(SCREENSHOT, Runs.SCREEN, Requires.NONE, Effect.READ, true),
              operation("status", Runs.API, Requires.NONE, Effect.READ, true))
          .collect(Collectors.toMap(Operation::id, Function.identity()));

  private Operations() {}

  static Optional<Operation> byId(String id) {
    return Optional.ofNullable(ALL.get(id));
  }

  private static Operation operation(
      String id, Runs runs, Requires requires, Effect effect, boolean repeatable) {
    return new Operation(
        id,
        "POST",
        new PathTemplate("/" + id, List.of(id)),
        runs,
        requires,
        effect,
        repeatable,
        Optional.empty(),
        id.equals(TEXT),
        effect == Effect.READ ? Optional.of(READ_DEADLINE) : Optional.empty(),
        id.equals(SEND) || id.equals(TEXT) ? List.of("chatId") : List.of(),
        false,
        Operation.Audience.CUSTOMER,
        Scope.SEND,
        false,
        runs == Runs.SCREEN ? Optional.of(NO_PAGE) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
