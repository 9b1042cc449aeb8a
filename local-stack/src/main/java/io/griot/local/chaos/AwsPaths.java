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
 * The proxies to each AWS service: one for each host's place, one for the API, and one for webhooks
 * and supervisor. Thread-safe.
 */
final class AwsPaths implements AutoCloseable {
  private final List<Map<AwsService, AwsProxy>> places = new ArrayList<>();

  /**
   * Creates a proxy for each place and service.
   *
   * @param hosts the number of places of hosts, counted from 0
   * @param random decides which requests a fault affects
   * @param failed receives the failure of a proxy itself
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

  /** The environment with the services' addresses for the process in this place. */
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
