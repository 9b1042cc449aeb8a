package io.griot.infra.operator;

import io.griot.contract.Scope;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.aws.DynamoKeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Creates the first operator's key of an installation on AWS, with the credentials of the deployer,
 * and prints it. It cannot be shown again. All other keys are created through the API. When all
 * operators' keys are revoked or expired, it creates another first one.
 */
public final class FirstAdminKey {
  private FirstAdminKey() {}

  /**
   * Prints nothing when a valid key exists. Exits with 1, and one line with the reason, on failure.
   */
  public static void main(String[] arguments) {
    try {
      FirstAdminKeyConfig config = FirstAdminKeyConfig.fromEnvironment();
      try (DynamoDbClient tables =
          DynamoDbClient.builder()
              .region(Region.of(config.region()))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build()) {
        Keys keys =
            new Keys(
                new DynamoKeyStore(tables, config.names()), new SecureRandom(), Clock.systemUTC());
        first(keys, Clock.systemUTC()).ifPresent(System.out::println);
      }
    } catch (IllegalArgumentException | SdkException e) {
      System.err.println("no key was made: " + e.getMessage());
      System.exit(1);
    }
  }

  private static Optional<String> first(Keys keys, Clock clock) {
    if (keys.ofOperators().stream().anyMatch(key -> key.holds(clock.instant()))) {
      return Optional.empty();
    }
    return Optional.of(keys.mint(KeyOrder.ofOperator("first", Scope.ALL)).secret());
  }
}
