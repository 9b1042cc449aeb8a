package io.griot.local.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.griot.functions.ApiHandler;
import io.griot.local.gateway.LambdaContext;
import java.time.Duration;
import java.util.Map;

/**
 * Measures a new JVM's first answer from the API's handler: the status of an unknown session, which
 * checks key and subscription and reads the sessions. Prints the answer's body.
 */
final class ColdStart {
  private static final String PATH = "/session/status/cold";

  private ColdStart() {}

  /** Runs once. The only argument is an API key. */
  public static void main(String[] arguments) {
    var http =
        APIGatewayV2HTTPEvent.RequestContext.Http.builder()
            .withMethod("GET")
            .withPath(PATH)
            .build();
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withRawPath(PATH)
            .withHeaders(Map.of("x-api-key", arguments[0]))
            .withRequestContext(
                APIGatewayV2HTTPEvent.RequestContext.builder().withHttp(http).build())
            .build();
    var context = new LambdaContext("cold", Duration.ofSeconds(30));
    System.out.println(new ApiHandler().handleRequest(event, context).getBody());
    System.exit(0);
  }
}
