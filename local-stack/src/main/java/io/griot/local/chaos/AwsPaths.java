package io.griot.local.chaos;

import io.griot.contract.settings.SharedSettings;
import io.griot.local.aws.LocalAws;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The ways from each host's place to each AWS service. Thread-safe. */
final class AwsPaths implements AutoCloseable {
  private final List<Map<AwsService, AwsProxy>> places = new ArrayList<>();

  /**
   * One for each place and service.
   *
   * @param random decides which requests a fault meets
   */
  AwsPaths(LocalAws aws, int places, RandomGenerator random) {
    for (int place = 0; place < places; place++) {
      Map<AwsService, AwsProxy> proxies = new EnumMap<>(AwsService.class);
      proxies.put(
          AwsService.DYNAMODB, new AwsProxy(AwsService.DYNAMODB, aws.dynamoDbEndpoint(), random));
      proxies.put(AwsService.SQS, new AwsProxy(AwsService.SQS, aws.sqsEndpoint(), random));
      proxies.put(AwsService.S3, new AwsProxy(AwsService.S3, aws.s3Endpoint(), random));
      this.places.add(proxies);
    }
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
