package io.griot.functions.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import io.griot.contract.LimitsInForce;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.contract.StopReason;
import io.griot.functions.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers of the session operations, word for word as in the original API. */
public final class SessionAnswers {
  private static final String STILL_LINKED = "device_still_linked";

  /** Seconds since the page proved that it lives. The body stays as the original has it. */
  private static final String EVIDENCE_AGE = "Griot-Evidence-Age";

  /** The state of a session that is parked: WhatsApp has no word for it. */
  private static final String PARKED = "PARKED";

  private static final String NO_QR = "qr code not ready or already scanned";

  /** The problems that callers are told, and the API's words for them. */
  private static final Map<String, String> TOLD =
      Map.of(
          ObservationItem.LOGGED_OUT, "logged_out",
          ObservationItem.PASSKEY_REQUIRED, "passkey_required",
          ObservationItem.REPLACED, "connected_elsewhere",
          ObservationItem.STORAGE_FAILED, "storage_failed",
          ObservationItem.SIGNAL_NOT_RESET, "signal_not_reset");

  private final Evidence evidence;
  private final Catalogue catalogue;

  public SessionAnswers(Evidence evidence, Catalogue catalogue) {
    this.evidence = evidence;
    this.catalogue = catalogue;
  }

  /** A start's answer, with the code if the caller waited for it and there is one. */
  public static Reply started(Optional<String> qr) {
    ObjectNode body = answer(true, "Session initiated successfully");
    qr.ifPresent(text -> body.put("qr", text));
    return Reply.json(200, body);
  }

  /** The answer to a request that was carried out. */
  public static Reply done(String message) {
    return Reply.json(200, answer(true, message));
  }

  /** The answer when the session has ended, but its device may still be linked. */
  public static Reply endedStillLinked() {
    String message = "Session ended; remove its device on the phone, under linked devices";
    return Reply.json(200, answer(true, message).put("reason", STILL_LINKED));
  }

  /** The status of a session that no longer exists, and whose device may still be linked. */
  public static Reply absentStillLinked() {
    ObjectNode body = Json.MAPPER.createObjectNode().put("success", false).putNull("state");
    return Reply.json(200, body.put("message", "session_not_found").put("reason", STILL_LINKED));
  }

  /** The answer to a request that is stored and will be carried out, with the address to poll. */
  public static Reply accepted(SessionName session, String message) {
    return Reply.json(202, answer(true, message)).with("Location", "/session/status/" + session);
  }

  /** As {@link #accepted}, for all sessions of a customer. */
  public static Reply acceptedAll(String message) {
    return Reply.json(202, answer(true, message)).with("Location", "/session/getSessions");
  }

  /**
   * The answer with the session's status. The message is {@code session closed} when its page
   * stopped answering, and {@code session_not_connected} for any other session that is not
   * connected. {@code reason} says why, where that is known. The paths of operations that its
   * WhatsApp does not support and the limits of the account are listed; without any, their keys are
   * absent, since the original API has none.
   */
  public Reply status(SessionView view) {
    boolean connected = evidence.connected(view);
    String message =
        connected
            ? "session_connected"
            : evidence.fellSilent(view) ? "session closed" : "session_not_connected";
    ObjectNode body = Json.MAPPER.createObjectNode().put("success", connected);
    body.put("state", state(view));
    body.put("message", message);
    if (!connected) {
      reason(view).ifPresent(text -> body.put("reason", text));
    }
    view.session().parking().wakeAt().ifPresent(next -> sleeps(body, view.session(), next));
    view.current()
        .map(StoredObservation::unavailable)
        .filter(operations -> !operations.isEmpty())
        .ifPresent(operations -> {
          ArrayNode paths = body.putArray("unavailable");
          operations.stream().map(this::path).sorted().forEach(paths::add);
        });
    view.current()
        .flatMap(StoredObservation::limits)
        .flatMap(limits -> LimitsInForce.of(limits, view.now()))
        .ifPresent(limits -> body.set("limits", limits));
    if (connected && view.current().filter(StoredObservation::catchingUp).isPresent()) {
      body.put("catchingUp", true);
    }
    Reply reply = Reply.json(200, body);
    return view.provenAt()
        .map(at -> reply.with(EVIDENCE_AGE, Long.toString(secondsSince(at, view.now()))))
        .orElse(reply);
  }

  /** Both are by DynamoDB's time, and may be read in either order. */
  private static long secondsSince(Instant at, Instant now) {
    return Math.max(0, Duration.between(at, now).toSeconds());
  }

  private @Nullable String state(SessionView view) {
    return view.session().isParked()
        ? PARKED
        : evidence.state(view).map(SocketState::name).orElse(null);
  }

  private static void sleeps(ObjectNode body, Session session, Instant next) {
    body.put("parkedSince", session.wantedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    body.put("nextWake", next.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /**
   * The API's word for the reason why a session is not connected. Empty for a session that waits
   * for its phone, and for one that is ending.
   */
  public static Optional<String> reason(SessionView view) {
    Session session = view.session();
    return switch (session.wanted()) {
      case ENDED -> Optional.empty();
      case PARKED -> Optional.of("parked");
      case STOPPED -> Optional.of(session.stopReason().map(StopReason::text).orElse("stopped"));
      case RUNNING -> {
        Optional<String> problem =
            view.current().flatMap(StoredObservation::problem).map(TOLD::get);
        if (problem.isPresent()) {
          yield problem;
        }
        if (session.waitingSince().isPresent()) {
          yield Optional.of("waiting_for_slot");
        }
        String connecting = view.ban().isPresent() ? Acceptance.BANNED : "reconnecting";
        yield session.linked() ? Optional.of(connecting) : Optional.empty();
      }
    };
  }

  /**
   * The path of an operation; its id, for an operation of a newer host that is not in this
   * catalogue.
   */
  private String path(String operation) {
    return catalogue.operation(operation).map(known -> known.path().text()).orElse(operation);
  }

  public Reply qr(SessionView view) {
    Optional<String> qr = evidence.qr(view);
    ObjectNode body =
        qr.isPresent()
            ? Json.MAPPER.createObjectNode().put("success", true).put("qr", qr.get())
            : answer(false, NO_QR);
    return Reply.json(200, body);
  }

  public Reply qrImage(SessionView view) {
    return evidence
        .qr(view)
        .map(text -> Reply.png(QrImage.png(text)))
        .orElseGet(() -> Reply.json(200, answer(false, NO_QR)));
  }

  /** The sessions' names, in alphabetical order. */
  public static Reply names(List<SessionView> sessions) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode names = body.putArray("result");
    sessions.stream().map(view -> view.session().name().value()).sorted().forEach(names::add);
    return Reply.json(200, body);
  }

  private static ObjectNode answer(boolean success, String message) {
    return Json.MAPPER.createObjectNode().put("success", success).put("message", message);
  }
}
