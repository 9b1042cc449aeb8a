package io.griot.local.gateway;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.griot.contract.Catalogue;
import io.griot.contract.net.Cors;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * API Gateway's HTTP API on loopback, in front of a handler in this JVM: it makes the same events,
 * and has the same limits (10 MB a request, 6 MB to and from a Lambda, 30 s). Its own errors are
 * JSON in the API's form. It answers preflights and lets pages of other origins read every answer,
 * as {@link Cors} says. Thread-safe.
 *
 * <p>What it does not imitate: stages, routes and authorizers (every request goes to the handler,
 * which does its own routing), TLS and custom domains, throttling, access logs, cookies as a list
 * of their own, the 10 KB limit on headers, one invocation at a time per Lambda instance (here one
 * handler serves all of them side by side), cold starts and frozen processes between requests.
 */
public final class LocalGateway implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_HEADER_BYTES = 16_384;

  /**
   * The idle timeout of connections: longer than an invocation, and than Java's client keeps a
   * connection for reuse (30 s).
   */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final ExecutorService invocations = Executors.newVirtualThreadPerTaskExecutor();
  private final Server server;

  /**
   * Starts it.
   *
   * @param lambda called from many threads at once; not closed here
   * @param port 0 for any free one
   * @param cors the pages of other origins that may call it
   */
  public LocalGateway(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> lambda, int port, Cors cors) {
    this(lambda, port, cors, GatewayLimits.AWS);
  }

  LocalGateway(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> lambda,
      int port,
      Cors cors,
      GatewayLimits limits) {
    GatewayCors origins = new GatewayCors(cors, Catalogue.load().methods());
    server = new Server(new VirtualThreadPool());
    HttpConfiguration http = new HttpConfiguration();
    // Unusual paths reach the handler, which refuses them with its own errors.
    http.setUriCompliance(
        UriCompliance.UNSAFE.without("griot", UriCompliance.Violation.UTF16_ENCODINGS));
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(HOST);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.setHandler(new GatewayHandler(lambda, invocations, limits, origins));
    server.setErrorHandler((request, response, callback) -> {
      origins.allow(request, response);
      // The server closes the connection after these errors. Without the header a client would
      // reuse it.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      GatewayHandler.refuse(response, callback, response.getStatus(), "bad_request");
      return true;
    });
    try {
      server.start();
    } catch (Exception e) {
      invocations.close();
      throw new IllegalStateException("the local gateway does not start on port " + port, e);
    }
  }

  /** The address on which it listens. */
  public URI address() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://" + HOST + ":" + port);
  }

  /** Stops listening, then waits for running invocations: at most the gateway's timeout. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the local gateway does not stop", e);
    } finally {
      invocations.shutdownNow();
    }
  }
}
