package io.griot.host.integration;

import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.host.SessionHost;
import io.griot.host.SessionHostConfig;
import io.griot.host.SessionHostMain;
import io.griot.host.lease.DynamoHostStore;
import io.griot.host.lease.HostBeat;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import io.griot.sandbox.SandboxConfig;
import io.griot.sandbox.SandboxServer;
import io.griot.testing.StackExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS services and the sandbox for the tests of a class, with the API's changes to them. The
 * tests start and close hosts.
 */
final class HostFixture extends StackExtension<HostFixture.Parts> {
  static final String SHOP = "237690000001";
  static final String AWA = "237690000002";
  static final List<String> PHONES = List.of(AWA, "237690000003", "237670000004", "221770000005");
  static final Names NAMES = new Names("it");
  static final Duration DEADLINE = Duration.ofMinutes(2);

  /** The open parts. */
  record Parts(
      LocalAws aws,
      SandboxServer sandbox,
      DynamoDbClient tables,
      SqsClient queues,
      StoredSessions sessions,
      Commands commands,
      QueuedEvents events,
      LoggedEvents logged,
      SandboxPhones phones)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (aws;
          sandbox;
          queues;
          tables) {
        phones.close();
      }
    }
  }

  @Override
  protected Parts open(Path folder) throws IOException {
    LocalAws aws = new LocalAws(folder.resolve("aws"), Ports.ANY, NAMES);
    SandboxServer sandbox = SandboxServer.start(SandboxConfig.in(folder.resolve("sandbox")));
    DynamoDbClient tables = aws.dynamoDbClient();
    SqsClient queues = aws.sqsClient();
    StoredSessions sessions = new StoredSessions(tables, queues);
    return new Parts(
        aws,
        sandbox,
        tables,
        queues,
        sessions,
        new Commands(sessions, tables, queues),
        new QueuedEvents(tables, queues),
        new LoggedEvents(tables),
        new SandboxPhones(URI.create("http://127.0.0.1:" + sandbox.port() + "/")));
  }

  StoredSessions sessions() {
    return parts().sessions();
  }

  Commands commands() {
    return parts().commands();
  }

  QueuedEvents events() {
    return parts().events();
  }

  LoggedEvents logged() {
    return parts().logged();
  }

  SandboxPhones phones() {
    return parts().phones();
  }

  /** The AWS services, to look into. */
  LocalAws aws() {
    return parts().aws();
  }

  /** The environment of a host with this id and its own data folder. */
  Map<String, String> environment(String id) {
    Map<String, String> environment = new HashMap<>(aws().environment());
    environment.put("GRIOT_HOST_ID", id);
    environment.put("GRIOT_DATA_FOLDER", folder().resolve(id).toString());
    environment.put("GRIOT_TEST_PAGE_URL", "http://127.0.0.1:" + parts().sandbox().port() + "/");
    environment.put("GRIOT_CHROMIUM_ARGUMENTS", "--no-sandbox");
    environment.put("GRIOT_HEARTBEAT", "2s");
    environment.put("GRIOT_LONG_POLL", "1s");
    environment.put("GRIOT_COMMAND_VISIBILITY", "5s");
    environment.put("GRIOT_LOOK", "200ms");
    environment.put("GRIOT_LOOK_AT_HOSTS", "500ms");
    environment.put("GRIOT_LOOK_AT_OWN", "500ms"); // hosts are not notified here
    return environment;
  }

  /** A started host; the test closes it. */
  SessionHost host(String id) throws IOException, InterruptedException {
    return host(environment(id));
  }

  /** A started host that is told this; the test closes it. */
  SessionHost host(Map<String, String> environment) throws IOException, InterruptedException {
    SessionHost host =
        new SessionHost(
            SessionHostConfig.of(environment),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalAws.ACCESS_KEY_ID, LocalAws.SECRET_ACCESS_KEY)),
            line -> {},
            failure -> {
              throw new AssertionError("the host failed", failure);
            });
    host.start();
    return host;
  }

  /** Starts a host as a process of its own; the test ends it. */
  Process hostProcess(String id) throws IOException {
    return hostProcess(id, Map.of());
  }

  /** Starts a host as a process of its own with further settings; the test ends it. */
  Process hostProcess(String id, Map<String, String> more) throws IOException {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SessionHostMain.class.getName());
    process.environment().putAll(environment(id));
    process.environment().putAll(more);
    process.environment().put("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID);
    process.environment().put("AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY);
    process.redirectErrorStream(true).redirectOutput(folder().resolve(id + ".log").toFile());
    return process.start();
  }

  /** The number of processes that use a host's profiles: those of its browsers. */
  long browserProcesses(String id) {
    String profiles = folder().resolve(id).resolve("profiles").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .count();
  }

  /** The processes of the session's browser that live as long as it. */
  Set<Long> browsers(SessionId session) {
    return ProcessHandle.allProcesses()
        .filter(process -> isBrowserOf(session, process.info().commandLine().orElse("")))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /**
   * Whether this is Chromium's first process. The others have a type, and come and go with their
   * tasks.
   */
  private static boolean isBrowserOf(SessionId session, String commandLine) {
    return commandLine.contains("--user-data-dir=")
        && commandLine.contains(session.value())
        && !commandLine.contains("--type=");
  }

  /** Leaves the data of a host that was killed a moment ago, with one session connected. */
  void leaveKilledHost(String name, String id, SessionId session) throws IOException {
    Path data = Files.createDirectories(folder().resolve(name));
    Files.writeString(data.resolve("host-id"), id);
    Instant now = Instant.now();
    new DynamoHostStore(parts().tables(), NAMES)
        .create(
            id,
            new HostBeat(
                Duration.ofMinutes(30),
                now,
                now,
                10,
                1,
                false,
                Map.of(session, now),
                Set.of(),
                Optional.empty()));
  }

  /** Waits for the QR code and has the phone scan it. */
  void pair(SessionId session, String phone) throws IOException, InterruptedException {
    String qr =
        StoredSessions.value(
            sessions().await(session, item -> item.containsKey(ObservationItem.QR)),
            ObservationItem.QR);
    phones().post(phone, "/scan", qr);
    sessions().await(session, StoredSessions::isUsable);
  }
}
