package io.griot.infra;

import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.SharedSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.CfnCluster;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargatePlatformVersion;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * The session hosts: Fargate tasks that accept no connections. A stopped host has two minutes,
 * Fargate's maximum, to checkpoint its sessions and hand them over. The supervisor sets the number
 * of hosts.
 */
public final class SessionHostStack extends Stack {
  private static final Duration STOP_TIMEOUT = Duration.seconds(120);
  private static final String ON_DEMAND = "FARGATE";
  private static final String SPOT = "FARGATE_SPOT";
  private static final String DATA = "/data";
  private static final String TEMPORARY = "/tmp";

  /**
   * Chromium's arguments on Fargate. Its own sandbox needs user namespaces or CAP_SYS_ADMIN, and
   * Fargate grants neither. Instead there are a virtual machine per task, an unprivileged user, a
   * read-only root file system, no capabilities, and a role limited to this installation's data.
   * /dev/shm has 64 MiB there, too little for a page's shared memory.
   */
  private static final List<String> CHROMIUM_ARGUMENTS =
      List.of("--no-sandbox", "--disable-dev-shm-usage");

  private final Vpc network;
  private final FargateService service;

  public SessionHostStack(
      Construct scope, String id, StackProps props, DeploymentConfig config, IBucket bucket) {
    super(scope, id, props);
    network = network();
    service = service(cluster(config), task(config, bucket), config);
  }

  public FargateService service() {
    return service;
  }

  /**
   * A VPC with public subnets. A NAT gateway would cost more than the first hosts; inbound traffic
   * is blocked. DynamoDB and S3 are reached inside AWS, free of charge.
   */
  private Vpc network() {
    Vpc made =
        Vpc.Builder.create(this, "Network")
            .maxAzs(2)
            .natGateways(0)
            .restrictDefaultSecurityGroup(false)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("hosts")
                        .subnetType(SubnetType.PUBLIC)
                        .mapPublicIpOnLaunch(false)
                        .cidrMask(20)
                        .build()))
            .gatewayEndpoints(
                Map.of(
                    "DynamoDb",
                        GatewayVpcEndpointOptions.builder()
                            .service(GatewayVpcEndpointAwsService.DYNAMODB)
                            .build(),
                    "S3",
                        GatewayVpcEndpointOptions.builder()
                            .service(GatewayVpcEndpointAwsService.S3)
                            .build()))
            .build();
    Suppressions.add(
        made,
        Map.of(
            "AwsSolutions-VPC7",
            "Nothing is let in, and flow logs of what goes out to WhatsApp would cost as much as a"
                + " host."));
    return made;
  }

  private Cluster cluster(DeploymentConfig config) {
    Cluster made =
        Cluster.Builder.create(this, "Cluster")
            .clusterName(HostFleet.serviceName(config.names()))
            .vpc(network)
            .containerInsightsV2(ContainerInsights.DISABLED)
            .build();
    // Set on the cluster itself: the CDK's own way is a separate resource that the service would
    // have to wait for.
    CfnCluster resource = (CfnCluster) made.getNode().getDefaultChild();
    Objects.requireNonNull(resource).setCapacityProviders(List.of(ON_DEMAND, SPOT));
    Suppressions.add(
        made,
        Map.of(
            "AwsSolutions-ECS4",
            "Hosts report what matters themselves; Container Insights costs more than an idle"
                + " installation."));
    return made;
  }

  private FargateTaskDefinition task(DeploymentConfig config, IBucket bucket) {
    LogGroup logs =
        LogGroup.Builder.create(this, "Logs")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    DockerImageAsset image =
        DockerImageAsset.Builder.create(this, "Image")
            .directory(config.artifacts().hostImage().toString())
            .platform(Platform.LINUX_ARM64)
            // The argument is part of the image's name, and Docker builds anew what comes after it.
            .buildArgs(Map.of("PACKAGES_OF", config.artifacts().packagesOf().toString()))
            .build();
    FargateTaskDefinition task =
        FargateTaskDefinition.Builder.create(this, "Task")
            .cpu(config.hosts().cpuUnits())
            .memoryLimitMiB(config.hosts().memoryMib())
            .runtimePlatform(
                RuntimePlatform.builder()
                    .cpuArchitecture(CpuArchitecture.ARM64)
                    .operatingSystemFamily(OperatingSystemFamily.LINUX)
                    .build())
            .taskRole(
                Permissions.role(
                    this,
                    "Role",
                    new ServicePrincipal("ecs-tasks.amazonaws.com"),
                    Permissions.ofHost(new Arns(this, config.names(), bucket))))
            .executionRole(executionRole(image))
            .volumes(
                List.of(
                    Volume.builder().name("data").build(),
                    Volume.builder().name("temporary").build()))
            .build();
    addContainer(task, config, bucket, image, logs);
    return task;
  }

  /**
   * The role with which ECS starts a task: it reads the image; the log driver adds permission for
   * the log.
   */
  private Role executionRole(DockerImageAsset image) {
    Role role =
        Role.Builder.create(this, "ExecutionRole")
            .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
            .build();
    image.getRepository().grantPull(role);
    Suppressions.add(
        role,
        Map.of(
            "AwsSolutions-IAM5[Resource::*]",
            "ecr:GetAuthorizationToken knows no resources; it gives no right to any image."));
    return role;
  }

  private void addContainer(
      FargateTaskDefinition task,
      DeploymentConfig config,
      IBucket bucket,
      DockerImageAsset image,
      LogGroup logs) {
    ContainerDefinition container =
        task.addContainer(
            "host",
            ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromDockerImageAsset(image))
                .environment(environment(config, bucket))
                .readonlyRootFilesystem(true)
                .linuxParameters(withoutCapabilities())
                .stopTimeout(STOP_TIMEOUT)
                .healthCheck(
                    HealthCheck.builder()
                        .command(List.of("CMD", "/app/healthy"))
                        .interval(Duration.seconds(30))
                        .timeout(Duration.seconds(5))
                        .retries(3)
                        .startPeriod(Duration.seconds(60))
                        .build())
                .logging(
                    LogDriver.awsLogs(
                        AwsLogDriverProps.builder().logGroup(logs).streamPrefix("host").build()))
                .build());
    container.addMountPoints(writable("data", DATA), writable("temporary", TEMPORARY));
    Suppressions.add(
        task,
        Map.of("AwsSolutions-ECS2", "What the environment says are names and sizes, no secrets."));
  }

  /**
   * Drops all capabilities, even those of a container's root, so that no process can gain
   * privileges.
   */
  private LinuxParameters withoutCapabilities() {
    LinuxParameters parameters = new LinuxParameters(this, "Limits");
    parameters.dropCapabilities(Capability.ALL);
    return parameters;
  }

  private static Map<String, String> environment(DeploymentConfig config, IBucket bucket) {
    return new ProcessEnvironment()
        .put(SharedSettings.PREFIX, config.names())
        .put(SharedSettings.BUCKET, bucket.getBucketName())
        .put(SharedSettings.REGION, config.region())
        .put(SharedSettings.PACKAGES_OF, Optional.of(config.artifacts().packagesOf()))
        .put(SharedSettings.SLOTS, config.hosts().slots())
        .put(SharedSettings.PARALLEL_STARTS, config.hosts().parallelStarts())
        .put(SharedSettings.LIVE_PAGE_URL, config.livePage())
        .put(SharedSettings.TEST_PAGE_URL, config.testPage())
        .put(SharedSettings.CHROMIUM_ARGUMENTS, CHROMIUM_ARGUMENTS)
        .put(SharedSettings.DATA_FOLDER, Path.of(DATA, "host"))
        .variables();
  }

  private static MountPoint writable(String volume, String path) {
    return MountPoint.builder().sourceVolume(volume).containerPath(path).readOnly(false).build();
  }

  /**
   * The hosts' service. It has no desired count: the supervisor sets it, and CloudFormation does
   * not update what its template does not contain. A new service begins with one host.
   *
   * <p>A deployment starts as many new hosts as there are old ones. Hosts with sessions are
   * protected, so ECS stops none of them. The supervisor drains them one by one, and a drained host
   * releases its protection. The circuit breaker counts new hosts that do not start or never become
   * healthy; it does not count time, so old hosts that live on do not trip it.
   *
   * <p>No rebalancing between zones, which ECS does by default: it stops hosts that are well.
   */
  private FargateService service(
      Cluster cluster, FargateTaskDefinition task, DeploymentConfig config) {
    return FargateService.Builder.create(this, "Service")
        .serviceName(HostFleet.serviceName(config.names()))
        .cluster(cluster)
        .taskDefinition(task)
        .platformVersion(FargatePlatformVersion.VERSION1_4)
        .capacityProviderStrategies(
            List.of(
                CapacityProviderStrategy.builder()
                    .capacityProvider(config.hosts().spot() ? SPOT : ON_DEMAND)
                    .weight(1)
                    .build()))
        .assignPublicIp(true)
        .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
        .securityGroups(List.of(outwardOnly()))
        .minHealthyPercent(100)
        .maxHealthyPercent(200)
        .availabilityZoneRebalancing(AvailabilityZoneRebalancing.DISABLED)
        .circuitBreaker(DeploymentCircuitBreaker.builder().rollback(true).build())
        .enableExecuteCommand(false)
        .build();
  }

  /**
   * Allows outbound connections to web servers only: WhatsApp's, AWS's, and those of files that
   * customers link to.
   */
  private SecurityGroup outwardOnly() {
    SecurityGroup group =
        SecurityGroup.Builder.create(this, "OutwardOnly")
            .vpc(network)
            .description("Griot session hosts: nothing comes in, HTTP and HTTPS go out")
            .allowAllOutbound(false)
            .build();
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "HTTPS");
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(80), "files that customers name by http");
    return group;
  }
}
