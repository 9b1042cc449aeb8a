package io.griot.local;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Scope;
import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.ApiHandler;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.SupervisorHandler;
import io.griot.functions.WebhooksHandler;
import io.griot.functions.access.Authentication;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.access.LastUses;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoKeyStore;
import io.griot.functions.supervision.Supervisor;
import io.griot.host.SessionHost;
import io.griot.host.SessionHostConfig;
import io.griot.host.TimingSettings;
import io.griot.host.lease.DynamoHostStore;
import io.griot.host.lease.HostStore;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import io.griot.local.gateway.LocalGateway;
import io.griot.local.gateway.LocalWebhooks;
import io.griot.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The AWS services, the sandbox, the API behind its gateway, the supervisor, and a session host.
 * The host can be stopped and started by itself, as hosts are. The parts know each other only
 * through the settings they would get in the cloud. Methods are called by one thread at a time.
 */
public final class LocalStack implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalStack.class);
  private static final Names NAMES = new Names("griot");

  /** How many sessions a customer of this stack may have. */
  public static final int SESSIONS = 100;

  private final LocalStackConfig config;
  private final LocalAws aws;
  private final SandboxServer sandbox;
  private final LocalClock clock;
  private final ApiHandler api;
  private final DynamoDbClient gatewayTables;
  private final LocalGateway gateway;
  private final Schedule supervision;
  private final WebhooksHandler webhooksHandler;
  private final LocalWebhooks webhooks;
  private HostState host = new HostState.Stopped();

  private sealed interface HostState {
    record Stopped() implements HostState {}

    record Running(SessionHost host) implements HostState {}
  }

  private LocalStack(
      LocalStackConfig config, LocalClock clock, LocalAws aws, SandboxServer sandbox) {
    this.config = config;
    this.clock = clock;
    this.aws = aws;
    this.sandbox = sandbox;
    this.api =
        new ApiHandler(FunctionsConfig.from(functionSettings()), clock, step -> {}, step -> {});
    FunctionsConfig background = FunctionsConfig.from(backgroundSettings());
    this.supervision =
        new Schedule(
            new SupervisorHandler(background, clock, LocalStack::keepMetric),
            clock,
            Supervisor.INTERVAL);
    this.gatewayTables = aws.dynamoDbClient();
    this.gateway =
        new LocalGateway(
            new ClockRoute(api, clock, authentication(), supervision::roundNow),
            config.gatewayPort(),
            SharedSettings.CORS_ORIGINS.read(config.settings()));
    this.webhooksHandler = new WebhooksHandler(background, clock, LocalStack::keepMetric);
    this.webhooks = new LocalWebhooks(webhooksHandler, aws, NAMES);
  }

  /**
   * Starts everything but the host; see {@link #startHost}. Takes about four seconds.
   *
   * @throws IOException when the folder cannot be used, or another stack uses it
   */
  public static LocalStack start(LocalStackConfig config) throws IOException {
    var aws =
        CompletableFuture.supplyAsync(
            () -> new LocalAws(config.folder().resolve("aws"), Ports.ANY, NAMES),
            start -> Thread.ofPlatform().name("aws-start").start(start));
    SandboxServer sandbox;
    try {
      sandbox = SandboxServer.start(config.sandbox());
    } catch (IOException | RuntimeException e) {
      aws.join().close();
      throw e;
    }
    LocalAws services = aws.join();
    forgetProofs(services);
    LocalClock clock =
        new LocalClock(config.folder(), SharedSettings.CLOCK_SHIFT.read(config.settings()));
    return new LocalStack(config, clock, services, sandbox);
  }

  private Authentication authentication() {
    DynamoAccessStore access = new DynamoAccessStore(gatewayTables, NAMES);
    return new Authentication(
        access, new LastUses(access, Thread::startVirtualThread, clock), clock);
  }

  /**
   * The folder is locked, so every host in its tables is dead, maybe killed a moment ago: its pages
   * prove nothing, and the API is about to answer from them.
   */
  private static void forgetProofs(LocalAws aws) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      HostStore hosts = new DynamoHostStore(tables, NAMES);
      hosts.all().forEach(host -> hosts.forgetProofs(host.id()));
    }
  }

  /** Starts the session host; it takes up the sessions that it, or another, left. */
  public void startHost() throws IOException, InterruptedException {
    if (host instanceof HostState.Running) {
      throw new IllegalStateException("the host runs already");
    }
    SessionHost started =
        new SessionHost(
            SessionHostConfig.of(hostSettings()),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY_ID, LocalAws.SECRET_ACCESS_KEY)),
            LocalStack::keepMetric,
            failure -> log.atError().setCause(failure).log("host.failed"));
    started.start();
    host = new HostState.Running(started);
  }

  /** CloudWatch would read these lines; to a person at a terminal they are noise. */
  private static void keepMetric(String line) {
    log.atDebug().addKeyValue("line", line).log("host.metrics");
  }

  /** Stops the session host as SIGTERM does; nothing when it does not run. */
  public void stopHost() {
    if (host instanceof HostState.Running(SessionHost running)) {
      running.close();
      host = new HostState.Stopped();
    }
  }

  /** The time that API, webhooks and supervisor go by. */
  public LocalClock clock() {
    return clock;
  }

  /** Where the API is. */
  public URI apiAddress() {
    return gateway.address();
  }

  /** Where the simulated WhatsApp and its phones are. */
  public URI sandboxAddress() {
    return URI.create("http://127.0.0.1:" + sandbox.port() + "/");
  }

  /** The AWS services, to look into. */
  public LocalAws aws() {
    return aws;
  }

  /**
   * Makes a customer who has paid, and a key that allows everything; only its hash is kept. The
   * customer may have {@link #SESSIONS}: on one machine the memory is the limit, not the plan.
   */
  public String mintKey(CustomerId customer, Environment environment) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      DynamoAccessStore access = new DynamoAccessStore(tables, NAMES);
      access.activate(customer);
      access.allow(customer, environment, SESSIONS);
    }
    return mint(KeyOrder.of(customer, environment, Scope.ALL));
  }

  /** Makes an operator's key that allows everything; only its hash is kept. */
  public String mintAdminKey() {
    return mint(KeyOrder.ofOperator("this machine", Scope.ALL));
  }

  private String mint(KeyOrder order) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      return new Keys(new DynamoKeyStore(tables, NAMES), new SecureRandom(), clock)
          .mint(order)
          .secret();
    }
  }

  /** Sets how many sessions of an environment a customer may have. */
  public void allow(CustomerId customer, Environment environment, int sessions) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      new DynamoAccessStore(tables, NAMES).allow(customer, environment, sessions);
    }
  }

  /** The environment that the session host runs with; also for one in a process of its own. */
  public Map<String, String> hostSettings() {
    ProcessEnvironment environment =
        new ProcessEnvironment()
            .put(SharedSettings.TEST_PAGE_URL, sandboxAddress())
            .put(SharedSettings.DATA_FOLDER, config.folder().resolve("host"))
            // ElasticMQ goes on serving a long poll whose client has gone: what it hands out then
            // is hidden until it becomes visible again. SQS does not, so there polls are long.
            .put(TimingSettings.LONG_POLL, Duration.ofSeconds(2))
            .putAll(config.settings())
            .putAll(aws.environment())
            .put(SharedSettings.REGION, LocalAws.REGION.id());
    if (isRoot()) {
      List<String> arguments =
          new ArrayList<>(SharedSettings.CHROMIUM_ARGUMENTS.read(config.settings()));
      arguments.add("--no-sandbox");
      environment.put(SharedSettings.CHROMIUM_ARGUMENTS, arguments);
    }
    return environment.variables();
  }

  /** The environment that the API's handler runs with; also for one in a process of its own. */
  public Map<String, String> functionSettings() {
    return new ProcessEnvironment()
        // Nobody restricts an account for what it sends to simulated phones.
        .put(FunctionsSettings.SEND_INTERVAL, Duration.ZERO)
        .putAll(config.settings())
        .putAll(aws.environment())
        .put(SharedSettings.AWS_REGION, LocalAws.REGION.id())
        .variables();
  }

  private Map<String, String> backgroundSettings() {
    return new ProcessEnvironment()
        .putAll(functionSettings())
        .putAll(config.backgroundAws().apply(aws))
        .variables();
  }

  /** Chromium refuses to run as root with its own sandbox on: machines for tests often are. */
  private static boolean isRoot() {
    return ProcessHandle.current().info().user().filter("root"::equals).isPresent();
  }

  /** Closes everything, the host first: it gives its sessions back while the rest still runs. */
  @Override
  public void close() throws IOException {
    try (aws;
        sandbox;
        api;
        supervision;
        gatewayTables;
        gateway;
        webhooksHandler;
        webhooks) {
      stopHost();
    }
  }
}
