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
 * Runs once before Lambda takes the snapshot from which all instances start, so that what first
 * requests would load and compile is in it: a request with a body, an unknown key looked up in
 * DynamoDB, the S3 client. It writes nothing.
 */
final class Priming implements Resource {
  private static final Logger log = LoggerFactory.getLogger(Priming.class);

  /** In the form of a key, or it would not be looked up; nobody finds one that has this text. */
  private static final String NO_KEY = "test_" + "0".repeat(32);

  private static final String NO_SESSION = "priming";

  private final Api api;
  private final LambdaAwsClients aws;

  Priming(Api api, LambdaAwsClients aws) {
    this.api = api;
    this.aws = aws;
  }

  /** Lambda gives up a version whose priming fails: a worse start is better than none. */
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

  /** Connections that the snapshot kept are dead; the AWS clients find that out and repeat. */
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
