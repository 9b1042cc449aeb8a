package io.griot.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Invokes the Lambda for each request, within API Gateway's limits. Thread-safe. */
final class GatewayHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(GatewayHandler.class);

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> lambda;
  private final ExecutorService invocations;
  private final GatewayLimits limits;
  private final GatewayCors cors;

  GatewayHandler(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> lambda,
      ExecutorService invocations,
      GatewayLimits limits,
      GatewayCors cors) {
    this.lambda = lambda;
    this.invocations = invocations;
    this.limits = limits;
    this.cors = cors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (cors.answersPreflight(request, response, callback)) {
      return true;
    }
    cors.allow(request, response);
    byte[] body;
    try (InputStream in = Request.asInputStream(request)) {
      body = in.readNBytes(limits.maxBodyBytes() + 1);
    }
    String requestId = UUID.randomUUID().toString();
    APIGatewayV2HTTPEvent event = GatewayEvents.of(request, body, requestId);
    if (body.length > limits.maxBodyBytes()
        || jsonBytes(event.getBody()) > limits.maxPayloadBytes()) {
      // The rest of the body is not read, so the connection cannot be reused.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      refuse(response, callback, 413, FailureCode.BODY_TOO_LARGE.text());
      return true;
    }
    LambdaContext context = new LambdaContext(requestId, limits.timeout());
    Future<APIGatewayV2HTTPResponse> answer =
        invocations.submit(() -> lambda.handleRequest(event, context));
    try {
      write(answer.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS), response, callback);
    } catch (TimeoutException e) {
      // As on Lambda, the invocation itself continues.
      log.atWarn()
          .addKeyValue("requestId", requestId)
          .addKeyValue("timeout", limits.timeout())
          .log("request.timed_out");
      refuse(response, callback, 503, "Service Unavailable");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(response, callback, 503, "Service Unavailable");
    } catch (ExecutionException e) {
      log.atError()
          .setCause(e.getCause())
          .addKeyValue("requestId", requestId)
          .log("request.failed");
      refuse(response, callback, 500, "Internal Server Error");
    }
    return true;
  }

  private void write(APIGatewayV2HTTPResponse answer, Response response, Callback callback) {
    if (jsonBytes(answer.getBody()) > limits.maxPayloadBytes()) {
      log.atError().addKeyValue("maxBytes", limits.maxPayloadBytes()).log("answer.too_large");
      refuse(response, callback, 500, "Internal Server Error");
      return;
    }
    response.setStatus(answer.getStatusCode());
    answer.getHeaders().forEach((name, value) -> cors.put(response, name, value));
    String body = answer.getBody() == null ? "" : answer.getBody();
    byte[] bytes =
        answer.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  static void refuse(Response response, Callback callback, int status, String error) {
    String body =
        Json.MAPPER.createObjectNode().put("success", false).put("error", error).toString();
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    response.write(true, ByteBuffer.wrap(body.getBytes(UTF_8)), callback);
  }

  /** The length of a text inside the JSON of a Lambda's event or answer. */
  private static long jsonBytes(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long quoted = text.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
    return quoted + text.getBytes(UTF_8).length;
  }
}
