package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class StateStackTest {
  private final Template template = Synthesis.template(Synthesis.griot().state());

  @Test
  void hasEveryTableOfTheContractUnderItsName() {
    template.resourceCountIs("AWS::DynamoDB::Table", Table.values().length);
    for (Table table : Table.values()) {
      template.hasResourceProperties(
          "AWS::DynamoDB::Table",
          Map.of(
              "TableName",
              "griot-" + table.suffix(),
              "KeySchema",
              keys(table),
              "BillingMode",
              "PAY_PER_REQUEST"));
    }
  }

  private static List<Map<String, String>> keys(Table table) {
    Map<String, String> partition =
        Map.of("AttributeName", table.partitionKey(), "KeyType", "HASH");
    return table
        .sortKey()
        .map(sort -> List.of(partition, Map.of("AttributeName", sort, "KeyType", "RANGE")))
        .orElse(List.of(partition));
  }

  @ParameterizedTest
  @EnumSource
  void whatMustSurviveCanBeRecoveredAndTextsOfMessagesCannot(Table table) {
    Set<Table> notRecovered =
        Set.of(
            Table.COMMANDS,
            Table.HELD,
            Table.EVENTS,
            Table.HOSTS,
            Table.OBSERVATIONS,
            Table.LIMITS);

    template.hasResourceProperties(
        "AWS::DynamoDB::Table",
        Map.of(
            "TableName",
            "griot-" + table.suffix(),
            "PointInTimeRecoverySpecification",
            Map.of("PointInTimeRecoveryEnabled", !notRecovered.contains(table))));
  }

  @Test
  void waitingSessionsAreSortedByTheirRank() {
    template.hasResourceProperties(
        "AWS::DynamoDB::Table",
        Map.of(
            "TableName",
            "griot-sessions",
            "GlobalSecondaryIndexes",
            Match.arrayWith(
                List.of(
                    Match.objectLike(
                        Map.of(
                            "IndexName",
                            "byWaiting",
                            "KeySchema",
                            List.of(
                                Map.of("AttributeName", "waiting", "KeyType", "HASH"),
                                Map.of("AttributeName", "waitingRank", "KeyType", "RANGE"))))))));
  }

  @Test
  void sessionsAloneHaveAStream() {
    assertThat(
            template.findResources(
                "AWS::DynamoDB::Table",
                Match.objectLike(
                    Map.of("Properties", Map.of("StreamSpecification", Match.anyValue())))))
        .hasSize(1);
    template.hasResourceProperties(
        "AWS::DynamoDB::Table",
        Map.of(
            "TableName",
            "griot-sessions",
            "StreamSpecification",
            Map.of("StreamViewType", "NEW_IMAGE")));
  }

  @Test
  void tablesAreHardToLose() {
    template.allResources(
        "AWS::DynamoDB::Table",
        Match.objectLike(
            Map.of(
                "DeletionPolicy",
                "Retain",
                "UpdateReplacePolicy",
                "Retain",
                "Properties",
                Map.of("DeletionProtectionEnabled", true))));
  }

  @Test
  void theStackItselfIsHardToDeleteAndNoOtherIs() {
    assertThat(Synthesis.griot().stacks())
        .filteredOn(Stack::getTerminationProtection)
        .containsExactly(Synthesis.griot().state());
  }

  @Test
  void theBucketIsPrivateEncryptedAndKept() {
    template.resourceCountIs("AWS::S3::Bucket", 1);
    template.hasResource(
        "AWS::S3::Bucket",
        Map.of(
            "DeletionPolicy",
            "Retain",
            "Properties",
            Match.objectLike(
                Map.of(
                    "PublicAccessBlockConfiguration",
                    Map.of(
                        "BlockPublicAcls", true,
                        "BlockPublicPolicy", true,
                        "IgnorePublicAcls", true,
                        "RestrictPublicBuckets", true),
                    "BucketEncryption",
                    Match.anyValue()))));
  }

  @Test
  void theBucketRefusesRequestsWithoutTls() {
    template.hasResourceProperties(
        "AWS::S3::BucketPolicy",
        Map.of(
            "PolicyDocument",
            Match.objectLike(
                Map.of(
                    "Statement",
                    Match.arrayWith(
                        List.of(
                            Match.objectLike(
                                Map.of(
                                    "Effect",
                                    "Deny",
                                    "Action",
                                    "s3:*",
                                    "Condition",
                                    Map.of("Bool", Map.of("aws:SecureTransport", "false"))))))))));
  }

  @Test
  void largeObjectsExpire() {
    Map<String, Integer> days =
        Map.of("commands/", 10, "answers/", 10, "events/", 22, "media/", 2, "exports/", 1);

    days.forEach(
        (prefix, kept) -> hasLifecycleRule(Map.of("Prefix", prefix, "ExpirationInDays", kept)));
    assertThat(template.findResources("AWS::S3::Bucket").toString())
        .as("checkpoints do not")
        .doesNotContain("profiles/");
  }

  @Test
  void whatIsDeletedIsKeptForADay() {
    template.hasResourceProperties(
        "AWS::S3::Bucket", Map.of("VersioningConfiguration", Map.of("Status", "Enabled")));
    hasLifecycleRule(
        Map.of(
            "Prefix",
            Match.absent(),
            "NoncurrentVersionExpiration",
            Map.of("NoncurrentDays", 1),
            "ExpiredObjectDeleteMarker",
            true));
  }

  private void hasLifecycleRule(Map<String, ?> rule) {
    template.hasResourceProperties(
        "AWS::S3::Bucket",
        Map.of(
            "LifecycleConfiguration",
            Map.of("Rules", Match.arrayWith(List.of(Match.objectLike(rule))))));
  }
}
