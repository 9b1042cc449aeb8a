package io.griot.local.gateway;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lambda's context of one invocation. */
public final class LambdaContext implements Context {
  private static final Logger log = LoggerFactory.getLogger(LambdaContext.class);
  private static final String FUNCTION = "griot-api";

  private final String requestId;
  private final long endNanos;

  /**
   * The context of an invocation that begins now.
   *
   * @param timeout the function's timeout
   */
  public LambdaContext(String requestId, Duration timeout) {
    this.requestId = requestId;
    this.endNanos = System.nanoTime() + timeout.toNanos();
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, Duration.ofNanos(endNanos - System.nanoTime()).toMillis());
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + FUNCTION;
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return FUNCTION;
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:local:000000000000:function:" + FUNCTION;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getMemoryLimitInMB() {
    return (int) (Runtime.getRuntime().maxMemory() >> 20);
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.atInfo().addKeyValue("message", message).log("lambda.said");
      }

      @Override
      public void log(byte[] message) {
        log.atInfo().addKeyValue("bytes", message.length).log("lambda.said");
      }
    };
  }
}
