package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyDocumentProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The permissions of each process on AWS: exactly those that it uses. {@code PermissionsIT} proves
 * this by the calls recorded in end-to-end tests.
 */
final class Permissions {
  private static final String QUEUES_COME_AND_GO =
      "Queues of sessions are made and removed with their sessions; only their prefix is known.";
  private static final String TASKS_COME_AND_GO =
      "A host protects its own task from scale-in; which one that is, is known when it runs.";
  private static final String STREAMS_ARE_NAMED_BY_AWS =
      "The stream of the sessions' table is named by the time when it was made, and listing streams"
          + " knows no resource.";
  private static final String ONE_OBJECT_EACH =
      "Each command, answer, event, upload and checkpoint is an object of its own; only their"
          + " prefix is known.";

  private Permissions() {}

  /**
   * The permissions of the API's Lambda.
   *
   * @param parameters the names of the SSM parameters that it reads. A permission for KMS is not
   *     needed: a reader of a SecureString encrypted with SSM's own key may have it decrypted
   */
  static List<PolicyStatement> ofApi(Arns arns, List<String> parameters) {
    List<PolicyStatement> all = new ArrayList<>(ofApi(arns));
    if (!parameters.isEmpty()) {
      all.add(
          PolicyStatement.Builder.create()
              .sid("SecretsOfPaymentProviders")
              .effect(Effect.ALLOW)
              .actions(List.of("ssm:GetParameter"))
              .resources(parameters.stream().map(arns::parameter).toList())
              .build());
    }
    return all;
  }

  private static List<PolicyStatement> ofApi(Arns arns) {
    return List.of(
        allow(
            "Keys",
            arns.table(Table.API_KEYS),
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Scan",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem"),
        allow("CustomersKeys", arns.index(Table.API_KEYS, Table.CUSTOMER_INDEX), "dynamodb:Query"),
        allow(
            "CustomersAndTheirCounters",
            arns.table(Table.CUSTOMERS),
            "dynamodb:GetItem",
            "dynamodb:Scan",
            "dynamodb:UpdateItem",
            "dynamodb:ConditionCheckItem"),
        allow(
            "Plans",
            arns.table(Table.PLANS),
            "dynamodb:GetItem",
            "dynamodb:Scan",
            "dynamodb:PutItem"),
        allow(
            "Ledger",
            arns.table(Table.LEDGER),
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:PutItem"),
        allow("CustomersEntries", arns.index(Table.LEDGER, Table.CUSTOMER_INDEX), "dynamodb:Query"),
        allow("MonthsEntries", arns.index(Table.LEDGER, Table.MONTH_INDEX), "dynamodb:Query"),
        allow(
            "Payments",
            arns.table(Table.PAYMENTS),
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Scan",
            "dynamodb:UpdateItem"),
        allow("ParkedPayments", arns.index(Table.PAYMENTS, Table.PARKED_INDEX), "dynamodb:Query"),
        allow("TellCustomers", arns.eventsQueue(), "sqs:GetQueueUrl", "sqs:SendMessage"),
        allow(
            "ReplayEvents",
            arns.deadEventsQueue(),
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage"),
        allow(
            "Sessions",
            arns.table(Table.SESSIONS),
            "dynamodb:BatchGetItem",
            "dynamodb:Scan",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem"),
        allow(
            "CustomersSessions",
            arns.index(Table.SESSIONS, Table.CUSTOMER_INDEX),
            "dynamodb:Query"),
        allow(
            "ReadObservations",
            arns.table(Table.OBSERVATIONS),
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Scan"),
        allow(
            "HostsAndTheirPokes",
            arns.table(Table.HOSTS),
            "dynamodb:GetItem",
            "dynamodb:Scan",
            "dynamodb:UpdateItem"),
        allow("Endings", arns.table(Table.ENDINGS), "dynamodb:PutItem"),
        allow("DevicesStillLinked", arns.table(Table.STILL_LINKED), "dynamodb:GetItem"),
        allow(
            "PairingLinks",
            arns.table(Table.PAIRING_LINKS),
            "dynamodb:GetItem",
            "dynamodb:PutItem"),
        allow(
            "Commands",
            arns.table(Table.COMMANDS),
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem"),
        allow(
            "Webhooks",
            arns.table(Table.WEBHOOKS),
            "dynamodb:Scan",
            "dynamodb:GetItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem"),
        allow(
            "EventLogs",
            arns.table(Table.EVENTS),
            "dynamodb:Query",
            "dynamodb:BatchGetItem",
            "dynamodb:PutItem"),
        allow("ReadLargeEvents", arns.objects(Names.EVENT_OBJECTS), "s3:GetObject"),
        allow(
            "HowSessionsSend",
            arns.table(Table.SENDING),
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem"),
        allow("Limits", arns.table(Table.LIMITS), "dynamodb:UpdateItem"),
        allow("WhatCustomersUsed", arns.table(Table.USAGE), "dynamodb:Query"),
        allow("PendingCommands", arns.index(Table.COMMANDS, Table.PENDING_INDEX), "dynamodb:Query"),
        allow(
            "Mailboxes",
            arns.sessionQueues(),
            "sqs:CreateQueue",
            "sqs:GetQueueUrl",
            "sqs:SendMessage"),
        allow("StoreLargeCommands", arns.objects(Names.COMMAND_OBJECTS), "s3:PutObject"),
        allow("SignUploads", arns.objects(Names.MEDIA_OBJECTS), "s3:PutObject"),
        allow("ReadLargeAnswers", arns.objects(Names.ANSWER_OBJECTS), "s3:GetObject"),
        allow("LargeExports", arns.objects(Names.EXPORT_OBJECTS), "s3:PutObject", "s3:GetObject"));
  }

  /** The permissions of the webhooks' Lambda. */
  static List<PolicyStatement> ofWebhooks(Arns arns) {
    return List.of(
        allow("ReadCustomers", arns.table(Table.CUSTOMERS), "dynamodb:GetItem"),
        allow(
            "WebhooksAndTheirReceivers",
            arns.table(Table.WEBHOOKS),
            "dynamodb:GetItem",
            "dynamodb:UpdateItem"),
        allow(
            "DeliveriesAndAccountLogs",
            arns.table(Table.EVENTS),
            "dynamodb:GetItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:Query",
            "dynamodb:PutItem"),
        allow("SharesOfDeliveries", arns.table(Table.LIMITS), "dynamodb:UpdateItem"),
        allow("WhatCustomersUse", arns.table(Table.USAGE), "dynamodb:UpdateItem"),
        allow(
            "Events",
            arns.eventsQueue(),
            "sqs:GetQueueUrl",
            "sqs:SendMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage"),
        allow("GiveEventsUp", arns.deadEventsQueue(), "sqs:GetQueueUrl", "sqs:SendMessage"),
        allow("ReadLargeEvents", arns.objects(Names.EVENT_OBJECTS), "s3:GetObject"));
  }

  /** The permissions of a session host. */
  static List<PolicyStatement> ofHost(Arns arns) {
    return List.of(
        allow(
            "Sessions",
            arns.table(Table.SESSIONS),
            "dynamodb:BatchGetItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:ConditionCheckItem"),
        allow("OwnedSessions", arns.index(Table.SESSIONS, Table.OWNER_INDEX), "dynamodb:Query"),
        allow("WaitingSessions", arns.index(Table.SESSIONS, Table.WAITING_INDEX), "dynamodb:Query"),
        allow(
            "Heartbeat",
            arns.table(Table.HOSTS),
            "dynamodb:Scan",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:ConditionCheckItem"),
        allow(
            "Observations",
            arns.table(Table.OBSERVATIONS),
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:DeleteItem"),
        allow("CustomersCounters", arns.table(Table.CUSTOMERS), "dynamodb:UpdateItem"),
        allow("WhatCustomersUse", arns.table(Table.USAGE), "dynamodb:UpdateItem"),
        allow("Commands", arns.table(Table.COMMANDS), "dynamodb:UpdateItem"),
        allow(
            "HeldCommands",
            arns.table(Table.HELD),
            "dynamodb:Query",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:DeleteItem"),
        allow("Endings", arns.table(Table.ENDINGS), "dynamodb:PutItem", "dynamodb:DeleteItem"),
        allow("DevicesStillLinked", arns.table(Table.STILL_LINKED), "dynamodb:PutItem"),
        allow("PairingLinks", arns.table(Table.PAIRING_LINKS), "dynamodb:UpdateItem"),
        allow("ProtectItself", arns.hostTasks(), "ecs:UpdateTaskProtection"),
        allow(
            "Mailboxes",
            arns.sessionQueues(),
            "sqs:CreateQueue",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:DeleteQueue"),
        allow(
            "Checkpoints",
            arns.objects(Names.CHECKPOINT_OBJECTS),
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject"),
        allow("ReadWebhooks", arns.table(Table.WEBHOOKS), "dynamodb:GetItem"),
        allow("EventLogs", arns.table(Table.EVENTS), "dynamodb:Query", "dynamodb:PutItem"),
        allow("Events", arns.eventsQueue(), "sqs:GetQueueUrl", "sqs:SendMessage"),
        allow("StoreLargeEvents", arns.objects(Names.EVENT_OBJECTS), "s3:PutObject"),
        allow("ReadUploads", arns.objects(Names.MEDIA_OBJECTS), "s3:GetObject"),
        listing(arns.bucket(), Names.CHECKPOINT_OBJECTS, Names.MEDIA_OBJECTS),
        allow("ReadLargeCommands", arns.objects(Names.COMMAND_OBJECTS), "s3:GetObject"),
        allow("StoreLargeAnswers", arns.objects(Names.ANSWER_OBJECTS), "s3:PutObject"));
  }

  /** The permissions of the supervisor's Lambda. */
  static List<PolicyStatement> ofSupervisor(Arns arns) {
    return List.of(
        allow(
            "CustomersAndTheirCounters",
            arns.table(Table.CUSTOMERS),
            "dynamodb:Scan",
            "dynamodb:UpdateItem"),
        allow(
            "Sessions",
            arns.table(Table.SESSIONS),
            "dynamodb:Scan",
            "dynamodb:GetItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem"),
        allow(
            "Observations", arns.table(Table.OBSERVATIONS), "dynamodb:Scan", "dynamodb:DeleteItem"),
        allow(
            "Hosts",
            arns.table(Table.HOSTS),
            "dynamodb:Scan",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:ConditionCheckItem"),
        allow(
            "CalledByTheStream",
            arns.stream(Table.SESSIONS),
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator"),
        allow("ListStreams", "*", "dynamodb:ListStreams"), // IAM supports no resource for it
        allow("HowManyHosts", arns.hostService(), "ecs:DescribeServices", "ecs:UpdateService"),
        allow(
            "Endings",
            arns.table(Table.ENDINGS),
            "dynamodb:Scan",
            "dynamodb:PutItem",
            "dynamodb:DeleteItem"),
        allow("DevicesStillLinked", arns.table(Table.STILL_LINKED), "dynamodb:PutItem"),
        allow("Commands", arns.table(Table.COMMANDS), "dynamodb:GetItem", "dynamodb:UpdateItem"),
        allow("PendingCommands", arns.index(Table.COMMANDS, Table.PENDING_INDEX), "dynamodb:Query"),
        allow("HeldCommands", arns.table(Table.HELD), "dynamodb:Query", "dynamodb:DeleteItem"),
        allow(
            "Mailboxes",
            arns.sessionQueues(),
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:DeleteQueue"),
        allow("TellCustomers", arns.eventsQueue(), "sqs:GetQueueUrl", "sqs:SendMessage"),
        allow("KeysOfTheDeleted", arns.table(Table.API_KEYS), "dynamodb:DeleteItem"),
        allow(
            "FindKeysOfTheDeleted",
            arns.index(Table.API_KEYS, Table.CUSTOMER_INDEX),
            "dynamodb:Query"),
        allow(
            "WebhooksOfTheDeleted",
            arns.table(Table.WEBHOOKS),
            "dynamodb:Scan",
            "dynamodb:DeleteItem"),
        allow(
            "LinksOfTheDeleted",
            arns.table(Table.PAIRING_LINKS),
            "dynamodb:Scan",
            "dynamodb:DeleteItem"),
        allow(
            "HowTheDeletedSent", arns.table(Table.SENDING), "dynamodb:Scan", "dynamodb:DeleteItem"),
        allow(
            "AccountLogsAndEventsOfTheDeleted",
            arns.table(Table.EVENTS),
            "dynamodb:Query",
            "dynamodb:PutItem",
            "dynamodb:DeleteItem"),
        allow("UploadsOfTheDeleted", arns.objects(Names.MEDIA_OBJECTS), "s3:DeleteObject"),
        allow(
            "DeadEventsOfTheDeleted",
            arns.deadEventsQueue(),
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage"),
        listing(arns.bucket(), Names.CHECKPOINT_OBJECTS, Names.MEDIA_OBJECTS),
        allow("Checkpoints", arns.objects(Names.CHECKPOINT_OBJECTS), "s3:DeleteObject"));
  }

  /** A role for one process, with these permissions and no others. */
  static Role role(
      Construct scope, String id, IPrincipal process, List<PolicyStatement> permissions) {
    Role role =
        Role.Builder.create(scope, id)
            .assumedBy(process)
            .inlinePolicies(
                Map.of(
                    "process",
                    new PolicyDocument(
                        PolicyDocumentProps.builder().statements(permissions).build())))
            .build();
    Suppressions.add(
        role,
        Map.of(
            "AwsSolutions-IAM5",
            String.join(
                " ",
                QUEUES_COME_AND_GO,
                ONE_OBJECT_EACH,
                TASKS_COME_AND_GO,
                STREAMS_ARE_NAMED_BY_AWS)));
    return role;
  }

  private static PolicyStatement allow(String name, String resource, String... actions) {
    return PolicyStatement.Builder.create()
        .sid(name)
        .effect(Effect.ALLOW)
        .actions(List.of(actions))
        .resources(List.of(resource))
        .build();
  }

  private static PolicyStatement listing(String bucket, String... prefixes) {
    return PolicyStatement.Builder.create()
        .sid("List")
        .effect(Effect.ALLOW)
        .actions(List.of("s3:ListBucket"))
        .resources(List.of(bucket))
        .conditions(
            Map.of(
                "StringLike",
                Map.of("s3:prefix", Stream.of(prefixes).map(prefix -> prefix + "*").toList())))
        .build();
  }
}
