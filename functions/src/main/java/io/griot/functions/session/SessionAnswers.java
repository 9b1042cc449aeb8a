package io.griot.functions.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import io.griot.contract.SocketState;
import io.griot.functions.http.Reply;
import java.util.List;
import java.util.Optional;

/** The session operations' answers, word for word as the original API gives them. */
public final class SessionAnswers {
  private static final String NO_QR = "qr code not ready or already scanned";

  private final Evidence evidence;
  private final Catalogue catalogue;

  public SessionAnswers(Evidence evidence, Catalogue catalogue) {
    this.evidence = evidence;
    this.catalogue = catalogue;
  }

  public static Reply started() {
    return Reply.json(200, answer(true, "Session initiated successfully"));
  }

  /**
   * Whether the session is connected. One whose page fell silent is {@code session closed}; one
   * whose page has not spoken yet is {@code session_not_connected}. What its WhatsApp cannot do is
   * listed, by path; the key is absent where it can do everything, as the original API knows none.
   */
  public Reply status(Session session) {
    boolean connected = evidence.connected(session);
    boolean silent = session.provenAt().isPresent() && !evidence.alive(session);
    String message =
        connected ? "session_connected" : silent ? "session closed" : "session_not_connected";
    ObjectNode body = Json.MAPPER.createObjectNode().put("success", connected);
    body.put("state", evidence.state(session).map(SocketState::name).orElse(null));
    body.put("message", message);
    if (!session.unavailable().isEmpty()) {
      ArrayNode paths = body.putArray("unavailable");
      session.unavailable().stream().map(this::path).sorted().forEach(paths::add);
    }
    return Reply.json(200, body);
  }

  /** Where an operation is; one that a newer host knows and this catalogue does not, by its id. */
  private String path(String operation) {
    return catalogue.operation(operation).map(known -> known.path().text()).orElse(operation);
  }

  public Reply qr(Session session) {
    Optional<String> qr = evidence.qr(session);
    ObjectNode body =
        qr.isPresent()
            ? Json.MAPPER.createObjectNode().put("success", true).put("qr", qr.get())
            : answer(false, NO_QR);
    return Reply.json(200, body);
  }

  public Reply qrImage(Session session) {
    return evidence
        .qr(session)
        .map(text -> Reply.png(QrImage.png(text)))
        .orElseGet(() -> Reply.json(200, answer(false, NO_QR)));
  }

  /** The sessions' names, in the order of the alphabet. */
  public static Reply names(List<Session> sessions) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode names = body.putArray("result");
    sessions.stream().map(session -> session.name().value()).sorted().forEach(names::add);
    return Reply.json(200, body);
  }

  private static ObjectNode answer(boolean success, String message) {
    return Json.MAPPER.createObjectNode().put("success", success).put("message", message);
  }
}
