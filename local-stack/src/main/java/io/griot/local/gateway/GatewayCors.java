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
 * Answers pages of other origins as API Gateway does where CORS is configured: preflights by
 * itself, and with its own headers in the place of the handler's. One difference: API Gateway
 * leaves them out where a request names no origin. Immutable.
 */
final class GatewayCors {
  private final Cors cors;
  private final SortedSet<String> methods;

  GatewayCors(Cors cors, SortedSet<String> methods) {
    this.cors = cors;
    this.methods = methods;
  }

  /** Answers a request that is a preflight; false when it is none, or nobody may call. */
  boolean answersPreflight(Request request, Response response, Callback callback) {
    if (!cors.isOn() || !request.getMethod().equals("OPTIONS") || origin(request).isEmpty()) {
      return false;
    }
    cors.preflight(origin(request), methods).forEach(response.getHeaders()::put);
    response.setStatus(204);
    callback.succeeded();
    return true;
  }

  /** Lets the page read the answer, whatever it will be. */
  void allow(Request request, Response response) {
    cors.answer(origin(request)).forEach(response.getHeaders()::put);
  }

  /** Sets a header of the handler's answer, unless it is the gateway's to set. */
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
