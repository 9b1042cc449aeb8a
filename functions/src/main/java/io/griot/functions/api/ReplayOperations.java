package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.eventlog.Replays;
import io.griot.functions.fairuse.ReplayBudget;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Delivers logged events again, up to the customer's daily limit. Thread-safe. */
public final class ReplayOperations {
  private final ReachedLogs logs;
  private final Replays replays;
  private final ReplayBudget budget;
  private final Supplier<String> ids;

  /**
   * @param ids makes new ids
   */
  public ReplayOperations(
      ReachedLogs logs, Replays replays, ReplayBudget budget, Supplier<String> ids) {
    this.logs = logs;
    this.replays = replays;
    this.budget = budget;
    this.ids = ids;
  }

  Reply replay(ApiCall call) {
    ObjectNode fields = call.fields();
    Instant from = time(fields, "from");
    Instant until = time(fields, "until");
    if (!from.isBefore(until)) {
      throw invalid("until", "must be later than from");
    }
    Optional<Set<String>> types =
        fields.path("types").isArray()
            ? Optional.of(
                fields
                    .path("types")
                    .valueStream()
                    .map(name -> name.asText())
                    .collect(Collectors.toSet()))
            : Optional.empty();
    String id = ids.get();
    Replays.Report report =
        replay(
            call.caller().customer(),
            new Replays.Order(id, logs.of(call, ReachedLogs.session(fields)), from, until, types));
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .put("replayId", id)
            .put("events", report.events());
    answer.put("next", report.next().map(Instant::toString).orElse(null));
    return Reply.json(200, answer);
  }

  private Replays.Report replay(CustomerId customer, Replays.Order order) {
    AtomicReference<Replays.Report> report =
        new AtomicReference<>(new Replays.Report(0, Optional.empty()));
    budget.spend(
        customer,
        Replays.MAX_EVENTS,
        () -> {
          report.set(replays.replay(order));
          return report.get().events();
        });
    return report.get();
  }

  private static Instant time(ObjectNode fields, String name) {
    try {
      return Instant.parse(fields.path(name).asText());
    } catch (DateTimeException e) {
      throw invalid(name, "is no time");
    }
  }

  private static ApiFailure invalid(String field, String problem) {
    return new ApiFailure(FailureCode.INVALID_FIELD, field + ": " + problem);
  }
}
