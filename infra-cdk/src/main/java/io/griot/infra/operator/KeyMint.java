package io.griot.infra.operator;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Scope;
import io.griot.functions.access.Keys;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoKeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes an API key in an installation on AWS, with the operator's own credentials, and prints it:
 * the only time that anybody can see it.
 */
public final class KeyMint {
  private KeyMint() {}

  /**
   * Arguments: the customer's id, {@code live} or {@code test}, and perhaps {@code --first}, which
   * makes nothing when the customer exists already. Exits with 1, and one line that says why, when
   * it could not be made.
   */
  public static void main(String[] arguments) {
    try {
      mint(arguments);
    } catch (IllegalArgumentException | SdkException e) {
      System.err.println("no key was made: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void mint(String[] arguments) {
    KeyMintConfig config = KeyMintConfig.fromEnvironment();
    CustomerId customer = new CustomerId(arguments[0]);
    Environment environment = Environment.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    boolean onlyFirst = arguments.length > 2 && arguments[2].equals("--first");
    try (DynamoDbClient tables =
        DynamoDbClient.builder()
            .region(Region.of(config.region()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      DynamoAccessStore access = new DynamoAccessStore(tables, config.names());
      boolean present = access.subscription(customer).isPresent();
      if (present && onlyFirst) {
        System.err.println("customer " + customer + " exists: no new key was made");
        return;
      }
      if (!present) {
        access.activate(customer);
      }
      System.out.println(
          new Keys(
                  new DynamoKeyStore(tables, config.names()), new SecureRandom(), Clock.systemUTC())
              .mint(Keys.Order.of(customer, environment, Scope.USUAL))
              .secret());
    }
  }
}
