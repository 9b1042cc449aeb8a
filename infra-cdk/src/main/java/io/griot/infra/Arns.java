package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.Table;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The ARNs of the installation's parts, as seen from one stack. Tables and queues go by their
 * names, which the contract fixes: so no stack exports them, and a stack can be made anew without
 * the ones that use what is in it.
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

  String placementQueue() {
    return queue(names.placementQueue());
  }

  String eventsQueue() {
    return queue(names.eventsQueue());
  }

  /** All queues of sessions: they come and go with sessions, so only their prefix is known. */
  String sessionQueues() {
    return queue(names.sessionQueuePrefix() + "*");
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
