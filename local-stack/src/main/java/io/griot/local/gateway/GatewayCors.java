package io.griot.local.gateway;

import io.griot.contract.net.Cors;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers pages of other origins as API Gateway does with CORS: it answers preflights itself, and
 * sets its own headers instead of the handler's. One difference: API Gateway leaves them out when a
 * request names no origin. Immutable.
 */
final class GatewayCors {
  private final Cors cors;
  private final SortedSet<String> methods;

  GatewayCors(Cors cors, SortedSet<String> methods) {
    this.cors = cors;
    this.methods = methods;
  }

  /**
   * Answers a request if it is a preflight and CORS is on.
   *
   * @return whether it did
   */
  boolean answersPreflight(Request request, Response response, Callback callback) {
    if (!cors.isOn() || !request.getMethod().equals("OPTIONS") || origin(request).isEmpty()) {
      return false;
    }
    cors.preflight(origin(request), methods).forEach(response.getHeaders()::put);
    response.setStatus(204);
    callback.succeeded();
    return true;
  }

  /** Adds the headers that let the page read the answer. */
  void allow(Request request, Response response) {
    cors.answer(origin(request)).forEach(response.getHeaders()::put);
  }

  /** Sets a header of the handler's answer, unless the gateway itself sets it. */
  void put(Response response, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (cors.isOn() && lower.startsWith("access-control-")) {
      return;
    }
    if (lower.equals("vary")) {
      response.getHeaders().add(name, value);
    } else {
      response.getHeaders().put(name, value);
    }
  }

  private static Optional<String> origin(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN));
  }
}
