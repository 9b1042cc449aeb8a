package io.griot.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Scope;
import io.griot.functions.access.Authentication;
import io.griot.functions.access.Operator;
import io.griot.functions.api.Replies;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * {@code /local/clock}: shows and moves the stack's time. {@code GET} returns it, {@code POST} with
 * {@code {"forward": "P31D"}} moves it forward. For operators' keys only. The local API serves this
 * path before those of the catalogue; AWS has neither this class nor the path. Thread-safe.
 */
final class ClockRoute implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  static final String PATH = "/local/clock";

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api;
  private final LocalClock clock;
  private final Authentication authentication;
  private final Runnable moved;

  /**
   * @param api answers all other requests
   * @param moved does what the passing of time causes; the answer waits for it
   */
  ClockRoute(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> api,
      LocalClock clock,
      Authentication authentication,
      Runnable moved) {
    this.api = api;
    this.clock = clock;
    this.authentication = authentication;
    this.moved = moved;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    if (!event.getRawPath().equals(PATH)) {
      return api.handleRequest(event, context);
    }
    try {
      return answer(Request.of(event, Instant.MAX)).toEvent();
    } catch (ApiFailure failure) {
      return Replies.of(failure).toEvent();
    }
  }

  private Reply answer(Request request) {
    boolean moves = request.method().equals("POST");
    if (!moves && !request.method().equals("GET")) {
      throw new ApiFailure(FailureCode.METHOD_NOT_ALLOWED);
    }
    if (!(authentication.identity(request.header("x-api-key")) instanceof Operator operator)) {
      throw new ApiFailure(FailureCode.INVALID_API_KEY);
    }
    operator.rights().require(moves ? Scope.ADMINISTER : Scope.READ);
    if (moves) {
      forward(request);
    }
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    answer
        .putObject("clock")
        .put("now", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("ahead", clock.moved().toString());
    return Reply.json(200, answer);
  }

  private void forward(Request request) {
    try {
      JsonNode fields = Json.MAPPER.readTree(request.body());
      clock.forward(Duration.parse(fields.path("forward").asText()));
    } catch (IOException e) {
      throw new ApiFailure(FailureCode.MALFORMED_JSON);
    } catch (DateTimeParseException e) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD, "forward: is not a duration by ISO 8601, such as P31D");
    } catch (IllegalArgumentException e) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, String.valueOf(e.getMessage()));
    }
    moved.run();
  }
}
