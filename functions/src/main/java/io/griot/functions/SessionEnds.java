package io.griot.functions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.command.Submission;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ends many of a caller's sessions at once, each as if it had been asked for. Thread-safe. */
final class SessionEnds {
  private final Operation terminate;
  private final Evidence evidence;
  private final SessionStart start;
  private final CommandGateway gateway;

  SessionEnds(Catalogue catalogue, Evidence evidence, SessionStart start, CommandGateway gateway) {
    this.terminate = catalogue.operation("sessionTerminate").orElseThrow();
    this.evidence = evidence;
    this.start = start;
    this.gateway = gateway;
  }

  Reply ofAll(ApiCall call) {
    return end(call, call.sessions());
  }

  /** Those that are not connected, also when they wait for a scan. */
  Reply ofInactive(ApiCall call) {
    return end(
        call, call.sessions().stream().filter(session -> !evidence.connected(session)).toList());
  }

  private Reply end(ApiCall call, List<Session> sessions) {
    List<Future<Optional<CommandId>>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      sessions.forEach(session -> ends.add(threads.submit(() -> pending(call, session))));
    }
    List<CommandId> pending =
        ends.stream().map(SessionEnds::result).flatMap(Optional::stream).toList();
    return pending.isEmpty() ? completed() : accepted(pending);
  }

  /** Ends one session; its command when that has not ended in time. */
  private Optional<CommandId> pending(ApiCall call, Session session) {
    try {
      boolean _ = start.wake(session); // only a running session's device can be logged out
      CommandGateway.Order order =
          new CommandGateway.Order(
              call.caller().customer(),
              session.generation(),
              terminate,
              Json.MAPPER.createObjectNode(),
              Optional.empty());
      return gateway.submit(order, call.request().deadline())
              instanceof Submission.Pending(CommandId command)
          ? Optional.of(command)
          : Optional.empty();
    } catch (ApiFailure failure) {
      if (failure.code() == FailureCode.SESSION_NOT_FOUND) {
        return Optional.empty(); // somebody else ended it
      }
      throw failure;
    }
  }

  private static Optional<CommandId> result(Future<Optional<CommandId>> end) {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
  }

  private static Reply completed() {
    return Reply.json(
        200,
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .put("message", "Flush completed successfully"));
  }

  private static Reply accepted(List<CommandId> pending) {
    ObjectNode body =
        Json.MAPPER.createObjectNode().put("success", true).put("message", "Flush accepted");
    ArrayNode commands = body.putArray("commandIds");
    pending.forEach(command -> commands.add(command.value()));
    return Reply.json(202, body);
  }
}
