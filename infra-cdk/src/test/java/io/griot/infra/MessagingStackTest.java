package io.griot.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class MessagingStackTest {
  private final Template template = Synthesis.template(Synthesis.griot().messaging());

  @Test
  void holdsTheQueuesOfEventsAlone() {
    template.resourceCountIs("AWS::SQS::Queue", 2);
    template.allResourcesProperties(
        "AWS::SQS::Queue", Match.objectLike(Map.of("SqsManagedSseEnabled", true)));
  }

  @Test
  void eventsKeepTheirOrderWithinAChatAndDieAfterSixHours() {
    template.hasResourceProperties(
        "AWS::SQS::Queue",
        Map.of(
            "QueueName",
            "griot-events.fifo",
            "FifoQueue",
            true,
            "DeduplicationScope",
            "messageGroup",
            "FifoThroughputLimit",
            "perMessageGroupId",
            "RedrivePolicy",
            Match.objectLike(Map.of("maxReceiveCount", 1000))));
    template.hasResourceProperties(
        "AWS::SQS::Queue",
        Map.of("QueueName", "griot-dead-events.fifo", "MessageRetentionPeriod", 1_209_600));
  }

  @Test
  void queuesRefuseRequestsWithoutTls() {
    template.hasResourceProperties(
        "AWS::SQS::QueuePolicy",
        Map.of(
            "PolicyDocument",
            Match.objectLike(
                Map.of(
                    "Statement",
                    List.of(
                        Match.objectLike(
                            Map.of(
                                "Effect",
                                "Deny",
                                "Condition",
                                Map.of("Bool", Map.of("aws:SecureTransport", "false")))))))));
  }
}
