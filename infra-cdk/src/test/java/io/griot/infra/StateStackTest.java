package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
              List.of(Map.of("AttributeName", table.partitionKey(), "KeyType", "HASH")),
              "BillingMode",
              "PAY_PER_REQUEST"));
    }
  }

  @Test
  void tablesCanBeRecoveredAndAreHardToLose() {
    template.allResources(
        "AWS::DynamoDB::Table",
        Match.objectLike(
            Map.of(
                "DeletionPolicy",
                "Retain",
                "UpdateReplacePolicy",
                "Retain",
                "Properties",
                Map.of(
                    "DeletionProtectionEnabled",
                    true,
                    "PointInTimeRecoverySpecification",
                    Map.of("PointInTimeRecoveryEnabled", true)))));
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
  void largeObjectsExpireAndProfilesDoNot() {
    String rules = template.findResources("AWS::S3::Bucket").values().toString();
    assertThat(rules)
        .contains("Prefix=commands/")
        .contains("Prefix=answers/")
        .contains("Prefix=media/");
    assertThat(rules).doesNotContain("Prefix=profiles/");
  }
}
