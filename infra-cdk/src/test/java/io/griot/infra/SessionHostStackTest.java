package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class SessionHostStackTest {
  private final Template template = Synthesis.template(Synthesis.griot().hosts());

  @Test
  void nothingComesIn() {
    template.allResourcesProperties(
        "AWS::EC2::SecurityGroup",
        Match.objectLike(Map.of("SecurityGroupIngress", Match.absent())));
    template.resourceCountIs("AWS::EC2::SecurityGroupIngress", 0);
  }

  @Test
  void thereIsNoNatGatewayAndAwsIsReachedDirectly() {
    template.resourceCountIs("AWS::EC2::NatGateway", 0);
    template.resourceCountIs("AWS::EC2::EIP", 0);
    template.resourceCountIs("AWS::EC2::VPCEndpoint", 2);
    template.allResourcesProperties(
        "AWS::EC2::VPCEndpoint", Match.objectLike(Map.of("VpcEndpointType", "Gateway")));
  }

  @Test
  void aHostRunsOnArmWithoutRightsToWriteItself() {
    template.hasResourceProperties(
        "AWS::ECS::TaskDefinition",
        Map.of(
            "RuntimePlatform",
            Map.of("CpuArchitecture", "ARM64", "OperatingSystemFamily", "LINUX"),
            "Cpu",
            "1024",
            "Memory",
            "8192",
            "ContainerDefinitions",
            List.of(
                Match.objectLike(
                    Map.of(
                        "ReadonlyRootFilesystem", true,
                        "StopTimeout", 120,
                        "HealthCheck", Match.anyValue(),
                        "LinuxParameters",
                            Match.objectLike(
                                Map.of("Capabilities", Map.of("Drop", List.of("ALL")))),
                        "Privileged", Match.absent(),
                        "User", Match.absent())))));
  }

  @Test
  void howManyHostsThereAreIsTheSupervisorsAndNoDeploymentResetsIt() {
    template.hasResourceProperties("AWS::ECS::Service", Map.of("DesiredCount", Match.absent()));
    template.resourceCountIs("AWS::ApplicationAutoScaling::ScalableTarget", 0);
    template.resourceCountIs("AWS::ApplicationAutoScaling::ScalingPolicy", 0);
    template.resourceCountIs("AWS::CloudWatch::Alarm", 0);
  }

  @Test
  void serviceAndClusterHaveTheNamesThatTheSupervisorKnows() {
    template.hasResourceProperties("AWS::ECS::Service", Map.of("ServiceName", "griot-hosts"));
    template.hasResourceProperties("AWS::ECS::Cluster", Map.of("ClusterName", "griot-hosts"));
  }

  @Test
  void aHostMayProtectTasksOfItsOwnClusterAlone() {
    assertThat(Grant.of(template, "ecs-tasks.amazonaws.com"))
        .filteredOn(grant -> grant.action().startsWith("ecs:"))
        .containsExactly(new Grant("ecs:UpdateTaskProtection", "task/griot-hosts/*"));
  }

  @Test
  void hostsThatAreWellAreNotMovedToAnotherZone() {
    template.hasResourceProperties(
        "AWS::ECS::Service", Map.of("AvailabilityZoneRebalancing", "DISABLED"));
  }

  /** The circuit breaker counts hosts that fail to start; protected old hosts do not trip it. */
  @Test
  void rollingDeploysBringAllNewHostsBeforeOldOnesGo() {
    template.hasResourceProperties(
        "AWS::ECS::Service",
        Map.of(
            "DeploymentConfiguration",
            Match.objectLike(
                Map.of(
                    "MinimumHealthyPercent",
                    100,
                    "MaximumPercent",
                    200,
                    "DeploymentCircuitBreaker",
                    Map.of("Enable", true, "Rollback", true)))));
  }

  @Test
  void ecsMayPullTheImageAndWriteTheLogOnly() {
    Map<String, Map<String, Object>> policies = template.findResources("AWS::IAM::Policy");

    assertThat(policies).hasSize(1);
    assertThat(policies.values().toString())
        .contains("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "logs:PutLogEvents")
        .doesNotContain("s3:", "dynamodb:", "sqs:", "ssm:", "secretsmanager:");
  }

  @Test
  void theImageHasThePackagesOfTheWeekAndSaysSo() throws IOException {
    assertThat(Files.readString(Synthesis.folder().resolve("griot-hosts.assets.json")))
        .contains("\"PACKAGES_OF\": \"2026-01-05\"");
    template.hasResourceProperties(
        "AWS::ECS::TaskDefinition",
        Map.of(
            "ContainerDefinitions",
            List.of(
                Match.objectLike(
                    Map.of(
                        "Environment",
                        Match.arrayWith(
                            List.of(
                                Map.of("Name", "GRIOT_PACKAGES_OF", "Value", "2026-01-05"))))))));
  }
}
