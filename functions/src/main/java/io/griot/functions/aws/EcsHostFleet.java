package io.griot.functions.aws;

import io.griot.functions.supervision.HostFleet;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/** The session hosts' ECS service. Thread-safe. */
public final class EcsHostFleet implements HostFleet {
  private final EcsClient ecs;
  private final String cluster;
  private final String service;

  public EcsHostFleet(EcsClient ecs, String cluster, String service) {
    this.ecs = ecs;
    this.cluster = cluster;
    this.service = service;
  }

  /**
   * @throws SdkException also when the service does not exist (yet)
   */
  @Override
  public State state() {
    Service found =
        ecs
            .describeServices(describe -> describe.cluster(cluster).services(service))
            .services()
            .stream()
            .findFirst()
            .orElseThrow(
                () -> SdkClientException.create("no service " + service + " in " + cluster));
    return new State(
        found.desiredCount(),
        Optional.ofNullable(found.taskDefinition()).map(EcsHostFleet::version));
  }

  /**
   * The version of a task definition, {@code family:revision}, from its ARN: a host knows only this
   * of its own.
   */
  static String version(String taskDefinition) {
    return taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
  }

  @Override
  public void want(int hosts) {
    ecs.updateService(update -> update.cluster(cluster).service(service).desiredCount(hosts));
  }
}
