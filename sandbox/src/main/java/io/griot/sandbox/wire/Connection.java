package io.griot.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.protocol.Answer;
import io.griot.sandbox.protocol.Answered;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.Refusal;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a page. Frames are sent in the order of the calls, and no call waits for the
 * network, so it may be used under the world's lock. Thread-safe.
 */
final class Connection {
  private final Session session;
  private final Faults faults;
  private final String nonce;
  private volatile @Nullable Device device;

  Connection(Session session, Faults faults, String nonce) {
    this.session = session;
    this.faults = faults;
    this.nonce = nonce;
  }

  /** The nonce that a login on this connection signs. */
  String nonce() {
    return nonce;
  }

  /** The device that is logged in; null before the login. */
  @Nullable Device device() {
    return device;
  }

  void loggedIn(Device here) {
    device = here;
  }

  /** Whether a fault makes the server deaf and mute here. */
  boolean isDeaf() {
    Device here = device;
    return here != null && faults.of(here.account()).deaf();
  }

  void push(Push push) {
    send(ProtocolJson.MAPPER.valueToTree(push));
  }

  void push(long n, Push.Kept push) {
    ObjectNode frame = ProtocolJson.MAPPER.valueToTree(push);
    send(frame.put("n", n));
  }

  /**
   * Answers a request.
   *
   * @throws IllegalStateException when the request's {@link Answered} names another record
   */
  void reply(long call, Request request, Answer answer) {
    Answered promised = request.getClass().getAnnotation(Answered.class);
    Class<?> record = promised == null ? Answer.Done.class : promised.value();
    if (!record.isInstance(answer)) {
      throw new IllegalStateException(request.getClass() + " is not answered as it says");
    }
    ObjectNode frame = ProtocolJson.MAPPER.createObjectNode().put("call", call).put("ok", true);
    send(frame.set("result", ProtocolJson.MAPPER.valueToTree(answer)));
  }

  void refuse(long call, Refusal refusal) {
    refuse(call, refusal.reason().wire());
  }

  void refuse(long call, String error) {
    ObjectNode frame = ProtocolJson.MAPPER.createObjectNode().put("call", call).put("ok", false);
    send(frame.put("error", error));
  }

  /**
   * Sends a frame. A frame that cannot be sent is lost with its socket: pushes are kept, requests
   * repeated.
   */
  private void send(ObjectNode frame) {
    if (!isDeaf()) {
      session.sendText(frame.toString(), Callback.NOOP);
    }
  }

  void close(CloseReason reason) {
    session.close(reason.code(), reason.text(), Callback.NOOP);
  }

  /** Cuts the connection without a closing handshake, as a lost network does. */
  void drop() {
    session.disconnect();
  }

  /** The reason for which the server ends a connection. */
  enum CloseReason {
    /** The same device has logged in on another connection. */
    REPLACED(4409, "replaced"),
    /** The phone removed the device, or it logged out. */
    REMOVED(4401, "device removed"),
    /** The account may not connect for some time. */
    TURNED_AWAY(4402, "turned away"),
    /** A frame was not a valid request. */
    NOT_A_REQUEST(4400, "not a request");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
      this.code = code;
      this.text = text;
    }

    int code() {
      return code;
    }

    String text() {
      return text;
    }
  }
}
