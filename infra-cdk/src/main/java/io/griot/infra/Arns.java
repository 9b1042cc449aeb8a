package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.Table;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The ARNs of the installation's parts. Tables, queues and the hosts' service have fixed names. So
 * stacks need no exports for them, and a stack can be recreated without those that use it.
 */
final class Arns {
  private final Stack stack;
  private final Names names;
  private final IBucket bucket;

  Arns(Stack stack, Names names, IBucket bucket) {
    this.stack = stack;
    this.names = names;
    this.bucket = bucket;
  }

  String table(Table table) {
    return format("dynamodb", "table", names.table(table), ArnFormat.SLASH_RESOURCE_NAME);
  }

  String index(Table table, String index) {
    return table(table) + "/index/" + index;
  }

  /** All streams of a table: AWS names a stream by the time of its creation. */
  String stream(Table table) {
    return table(table) + "/stream/*";
  }

  String eventsQueue() {
    return queue(names.eventsQueue());
  }

  /** The dead-letter queue of events. */
  String deadEventsQueue() {
    return queue(names.deadEventsQueue());
  }

  /** All queues of sessions, by prefix: they are created and deleted with sessions. */
  String sessionQueues() {
    return queue(names.sessionQueuePrefix() + "*");
  }

  /** The ECS service of the session hosts. */
  String hostService() {
    String hosts = HostFleet.serviceName(names);
    return format("ecs", "service", hosts + "/" + hosts, ArnFormat.SLASH_RESOURCE_NAME);
  }

  /** All tasks of the session hosts' cluster. */
  String hostTasks() {
    String hosts = HostFleet.serviceName(names);
    return format("ecs", "task", hosts + "/*", ArnFormat.SLASH_RESOURCE_NAME);
  }

  /** A parameter of SSM. The ARN contains the leading slash of its name only once. */
  String parameter(String name) {
    return format("ssm", "parameter", name.replaceFirst("^/", ""), ArnFormat.SLASH_RESOURCE_NAME);
  }

  String bucket() {
    return bucket.getBucketArn();
  }

  /** All objects with a key of this prefix. */
  String objects(String prefix) {
    return bucket.arnForObjects(prefix + "*");
  }

  private String queue(String name) {
    return stack.formatArn(
        ArnComponents.builder()
            .service("sqs")
            .resource(name)
            .arnFormat(ArnFormat.NO_RESOURCE_NAME)
            .build());
  }

  private String format(String service, String resource, String name, ArnFormat format) {
    return stack.formatArn(
        ArnComponents.builder()
            .service(service)
            .resource(resource)
            .resourceName(name)
            .arnFormat(format)
            .build());
  }
}
