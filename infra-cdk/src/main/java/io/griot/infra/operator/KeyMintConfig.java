package io.griot.infra.operator;

import io.griot.contract.Names;
import io.griot.contract.Variables;
import java.util.Map;

/**
 * Which installation the operator means.
 *
 * @param names its tables: {@code GRIOT_PREFIX}, default {@code griot}
 * @param region {@code AWS_REGION}, required
 */
record KeyMintConfig(Names names, String region) {
  static KeyMintConfig fromEnvironment() {
    return from(System.getenv());
  }

  static KeyMintConfig from(Map<String, String> environment) {
    String region = environment.getOrDefault("AWS_REGION", "");
    if (region.isEmpty()) {
      throw new IllegalArgumentException("AWS_REGION is missing");
    }
    return new KeyMintConfig(
        new Names(environment.getOrDefault(Variables.PREFIX, "griot")), region);
  }
}
