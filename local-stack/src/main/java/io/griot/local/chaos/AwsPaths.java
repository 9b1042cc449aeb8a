package io.griot.local.chaos;

import io.griot.contract.settings.SharedSettings;
import io.griot.local.aws.LocalAws;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The ways to each AWS service: one for each host's place, one for the API, and one for what works
 * in the background, webhooks and supervisor. Thread-safe.
 */
final class AwsPaths implements AutoCloseable {
  private final List<Map<AwsService, AwsProxy>> places = new ArrayList<>();

  /**
   * One for each place and service.
   *
   * @param hosts how many places of hosts there are, from 0
   * @param random decides which requests a fault meets
   * @param failed is told when one of them fails by itself
   */
  AwsPaths(LocalAws aws, int hosts, RandomGenerator random, Consumer<Throwable> failed) {
    Map<AwsService, URI> services =
        Map.of(
            AwsService.DYNAMODB,
            aws.dynamoDbEndpoint(),
            AwsService.SQS,
            aws.sqsEndpoint(),
            AwsService.S3,
            aws.s3Endpoint());
    for (int place = 0; place <= backgroundPlace(hosts); place++) {
      Map<AwsService, AwsProxy> proxies = new EnumMap<>(AwsService.class);
      services.forEach(
          (service, target) -> proxies.put(service, new AwsProxy(service, target, random, failed)));
      this.places.add(proxies);
    }
  }

  /** The API's place. */
  static int apiPlace(int hosts) {
    return hosts;
  }

  /** The place of webhooks and supervisor. */
  static int backgroundPlace(int hosts) {
    return hosts + 1;
  }

  /** Where the process in this place finds the services. */
  Map<String, String> environment(int place) {
    return Map.of(
        SharedSettings.DYNAMODB_ENDPOINT.key(),
            path(place, AwsService.DYNAMODB).endpoint().toString(),
        SharedSettings.SQS_ENDPOINT.key(), path(place, AwsService.SQS).endpoint().toString(),
        SharedSettings.S3_ENDPOINT.key(), path(place, AwsService.S3).endpoint().toString());
  }

  AwsProxy path(int place, AwsService service) {
    return Objects.requireNonNull(places.get(place).get(service));
  }

  @Override
  public void close() {
    places.forEach(proxies -> proxies.values().forEach(AwsProxy::close));
  }
}
