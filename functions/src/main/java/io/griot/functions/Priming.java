package io.griot.functions;

import io.griot.functions.api.Api;
import io.griot.functions.aws.LambdaAwsClients;
import io.griot.functions.http.Request;
import java.time.Instant;
import java.util.Map;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs once before Lambda takes the snapshot from which all instances start, and loads and compiles
 * there what the first requests need: a request with a body, a look-up of an unknown key in
 * DynamoDB, the S3 client. It writes nothing.
 */
final class Priming implements Resource {
  private static final Logger log = LoggerFactory.getLogger(Priming.class);

  /** A text in the form of a key, so that it is looked up; no key has this text. */
  private static final String NO_KEY = "test_" + "0".repeat(32);

  private static final String NO_SESSION = "priming";

  private final Api api;
  private final LambdaAwsClients aws;

  Priming(Api api, LambdaAwsClients aws) {
    this.api = api;
    this.aws = aws;
  }

  /**
   * Primes the process. Logs failures instead of throwing them, because Lambda rejects a version
   * whose priming fails, and a slow start is better than none.
   */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      int status = api.answer(request()).status();
      api.prime();
      aws.objects();
      log.atInfo().addKeyValue("status", status).log("priming.done");
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("priming.failed");
    }
  }

  /**
   * Does nothing: connections from before the snapshot are dead, but the AWS clients notice that
   * and repeat their requests.
   */
  @Override
  public void afterRestore(Context<? extends Resource> context) {}

  private static Request request() {
    return new Request(
        "GET",
        "/session/status/" + NO_SESSION,
        "",
        Map.of("x-api-key", NO_KEY),
        new byte[0],
        Instant.EPOCH);
  }
}
