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
 * The whole system: AWS services, sandbox, the API behind its gateway, supervisor, and a session
 * host. The host can be stopped and started separately. The parts know each other only through the
 * settings they would have in the cloud. Methods are called by one thread at a time.
 */
public final class LocalStack implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalStack.class);
  private static final Names NAMES = new Names("griot");

  /** The maximum number of sessions of a customer of this stack. */
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
   * Deletes the proofs of life of earlier hosts. The folder is locked, so all hosts in its tables
   * are dead, and the API must not answer from their pages.
   */
  private static void forgetProofs(LocalAws aws) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      HostStore hosts = new DynamoHostStore(tables, NAMES);
      hosts.all().forEach(host -> hosts.forgetProofs(host.id()));
    }
  }

  /** Starts the session host. It takes the sessions that an earlier host left. */
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

  /** Logs a line of metrics at debug level. CloudWatch would read it; on a terminal it is noise. */
  private static void keepMetric(String line) {
    log.atDebug().addKeyValue("line", line).log("host.metrics");
  }

  /** Stops the session host as SIGTERM does. Does nothing when it does not run. */
  public void stopHost() {
    if (host instanceof HostState.Running(SessionHost running)) {
      running.close();
      host = new HostState.Stopped();
    }
  }

  /** The clock of API, webhooks and supervisor. */
  public LocalClock clock() {
    return clock;
  }

  /** The address of the API. */
  public URI apiAddress() {
    return gateway.address();
  }

  /** The address of the simulated WhatsApp and its phones. */
  public URI sandboxAddress() {
    return URI.create("http://127.0.0.1:" + sandbox.port() + "/");
  }

  /** The AWS services, for inspection. */
  public LocalAws aws() {
    return aws;
  }

  /**
   * Creates a customer who has paid, and a key with all scopes; only its hash is stored. The
   * customer may have {@link #SESSIONS}: on one machine memory is the limit, not the plan.
   */
  public String mintKey(CustomerId customer, Environment environment) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      DynamoAccessStore access = new DynamoAccessStore(tables, NAMES);
      access.activate(customer);
      access.allow(customer, environment, SESSIONS);
    }
    return mint(KeyOrder.of(customer, environment, Scope.ALL));
  }

  /** Creates an operator's key with all scopes; only its hash is stored. */
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

  /** Sets the maximum number of sessions of a customer in an environment. */
  public void allow(CustomerId customer, Environment environment, int sessions) {
    try (DynamoDbClient tables = aws.dynamoDbClient()) {
      new DynamoAccessStore(tables, NAMES).allow(customer, environment, sessions);
    }
  }

  /** The environment of the session host; also for a host in its own process. */
  public Map<String, String> hostSettings() {
    ProcessEnvironment environment =
        new ProcessEnvironment()
            .put(SharedSettings.TEST_PAGE_URL, sandboxAddress())
            .put(SharedSettings.DATA_FOLDER, config.folder().resolve("host"))
            // ElasticMQ continues a long poll whose client is gone. A message that it then hands
            // out is hidden until its visibility timeout. SQS does not do so, and polls are long
            // there.
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

  /** The environment of the API's handler; also for an API in its own process. */
  public Map<String, String> functionSettings() {
    return new ProcessEnvironment()
        // The simulated WhatsApp restricts no account for its pace.
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

  /**
   * Whether this process runs as root, as on many test machines. Chromium refuses to run as root
   * with its own sandbox.
   */
  private static boolean isRoot() {
    return ProcessHandle.current().info().user().filter("root"::equals).isPresent();
  }

  /** Closes everything. The host is first: it gives its sessions back while the rest still runs. */
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
