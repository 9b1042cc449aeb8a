package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.Table;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The ARNs of the installation's parts, as seen from one stack. Tables, queues and the hosts'
 * service go by fixed names: so no stack exports them, and a stack can be made anew without the
 * ones that use what is in it.
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

  /** Whichever stream the table has now: AWS names streams by the time when they were made. */
  String stream(Table table) {
    return table(table) + "/stream/*";
  }

  String eventsQueue() {
    return queue(names.eventsQueue());
  }

  /** Where events end that could not be delivered. */
  String deadEventsQueue() {
    return queue(names.deadEventsQueue());
  }

  /** All queues of sessions: they come and go with sessions, so only their prefix is known. */
  String sessionQueues() {
    return queue(names.sessionQueuePrefix() + "*");
  }

  /** The service of session hosts. */
  String hostService() {
    String hosts = HostFleet.serviceName(names);
    return format("ecs", "service", hosts + "/" + hosts, ArnFormat.SLASH_RESOURCE_NAME);
  }

  /** All tasks of the cluster of session hosts: they come and go, so only the cluster is known. */
  String hostTasks() {
    String hosts = HostFleet.serviceName(names);
    return format("ecs", "task", hosts + "/*", ArnFormat.SLASH_RESOURCE_NAME);
  }

  /** A parameter of SSM; its name may begin with a slash, which the ARN has once. */
  String parameter(String name) {
    return format("ssm", "parameter", name.replaceFirst("^/", ""), ArnFormat.SLASH_RESOURCE_NAME);
  }

  String bucket() {
    return bucket.getBucketArn();
  }

  /** All objects whose keys begin so. */
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
