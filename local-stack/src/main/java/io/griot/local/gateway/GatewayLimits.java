package io.griot.local.gateway;

import java.time.Duration;

/**
 * The quotas of API Gateway's HTTP APIs and of Lambda.
 *
 * @param maxBodyBytes the largest request body that API Gateway accepts
 * @param maxPayloadBytes the largest event and the largest answer of a Lambda, as JSON
 * @param timeout the time for which API Gateway waits for a Lambda
 */
record GatewayLimits(int maxBodyBytes, int maxPayloadBytes, Duration timeout) {
  static final GatewayLimits AWS = new GatewayLimits(10_485_760, 6_291_556, Duration.ofSeconds(30));
}
