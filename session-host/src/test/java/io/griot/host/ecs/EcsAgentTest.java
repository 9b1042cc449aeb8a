package io.griot.host.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.host.lease.HostBeat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to the ECS agent. A local server answers as AWS documents it. */
class EcsAgentTest {
  private static final long DEADLINE_SECONDS = 60;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final String TASK =
      "arn:aws:ecs:eu-west-1:123456789012:task/griot-hosts/158d1c8083dd49d6b527399fd6414f5c";

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final EcsAgent agent = new EcsAgent();
  private volatile String answer = "";
  private volatile int status = 200;
  private final HttpServer server;
  private final URI address;

  EcsAgentTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/1");
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    agent.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    byte[] body = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void tellsTaskAndVersion() throws Exception {
    answer =
        """
        {"Cluster": "griot-hosts", "TaskARN": "%s", "Family": "griothostsTask6A3F",
         "Revision": "12", "DesiredStatus": "RUNNING"}
        """
            .formatted(TASK);

    assertThat(agent.task(address)).isEqualTo(new HostBeat.Task(TASK, "griothostsTask6A3F:12"));
    assertThat(next()).isEqualTo("GET /api/1/task ");
  }

  @Test
  void protectsTheTaskForATimeAndLetsItGo() throws Exception {
    answer = "{\"protection\": {\"ProtectionEnabled\": true, \"TaskArn\": \"%s\"}}".formatted(TASK);

    agent.protect(address, Optional.of(Duration.ofHours(2)));
    agent.protect(address, Optional.empty());

    assertThat(next())
        .isEqualTo(
            "PUT /api/1/task-protection/v1/state"
                + " {\"ProtectionEnabled\":true,\"ExpiresInMinutes\":120}");
    assertThat(next())
        .isEqualTo("PUT /api/1/task-protection/v1/state {\"ProtectionEnabled\":false}");
  }

  @Test
  void saysWhenADeploymentKeepsTheTaskFromBeingProtected() {
    answer = "{\"failure\": {\"Arn\": \"%s\", \"Reason\": \"DEPLOYMENT_BLOCKED\"}}".formatted(TASK);

    assertThatThrownBy(() -> agent.protect(address, Optional.of(Duration.ofHours(2))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DEPLOYMENT_BLOCKED");
  }

  @Test
  void aHostWithSessionsIsProtectedForLongerThanItsDrainingTakesAndShorterThanADeployment()
      throws Exception {
    answer = "{\"protection\": {\"ProtectionEnabled\": true, \"TaskArn\": \"%s\"}}".formatted(TASK);

    TaskProtection protection =
        new TaskProtection(agent, address, () -> true, failure -> requests.add("failed"));
    protection.start();
    try {
      assertThat(next()).endsWith("{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":120}");
    } finally {
      protection.stop();
    }
    assertThat(TaskProtection.PROTECTED).isLessThan(Duration.ofHours(3));
  }

  @Test
  void saysWhatIsWrongWithAnAnswer() {
    status = 500;
    assertThatThrownBy(() -> agent.task(address))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("500");

    status = 200;
    answer = "no JSON";
    assertThatThrownBy(() -> agent.task(address)).isInstanceOf(IOException.class);
  }

  @Test
  void protectsAHostAsLongAsItHasSessions() throws Exception {
    answer = "{\"protection\": {}}";
    AtomicBoolean busy = new AtomicBoolean();
    TaskProtection protection = looking(busy);
    protection.start();
    try {
      busy.set(true);
      assertThat(next()).contains("\"ProtectionEnabled\":true");
      busy.set(false); // the host was drained
      assertThat(next()).contains("\"ProtectionEnabled\":false");
      busy.set(true);
      assertThat(next()).contains("\"ProtectionEnabled\":true");
    } finally {
      protection.stop();
    }
  }

  @Test
  void saysNothingOfAHostThatHadNoSessionYet() throws Exception {
    answer = "{\"protection\": {}}";
    CountDownLatch looks = new CountDownLatch(3);
    TaskProtection protection =
        new TaskProtection(
            agent,
            address,
            () -> {
              looks.countDown();
              return false;
            },
            LOOK,
            failure -> requests.add("failed"));
    protection.start();
    assertThat(looks.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    protection.stop();

    assertThat(requests).isEmpty();
  }

  @Test
  void asksAgainWithEachLookUntilTheTaskIsProtected() throws Exception {
    answer = "{\"failure\": {\"Reason\": \"DEPLOYMENT_BLOCKED\"}}";
    TaskProtection protection = looking(new AtomicBoolean(true));
    protection.start();
    try {
      assertThat(next()).contains("\"ProtectionEnabled\":true");
      assertThat(next()).contains("\"ProtectionEnabled\":true");
      status = 500;
      assertThat(next()).contains("\"ProtectionEnabled\":true");
      assertThat(next()).contains("\"ProtectionEnabled\":true");
    } finally {
      protection.stop();
    }
    assertThat(requests).doesNotContain("failed");
  }

  @Test
  void endsTheProcessWhenItCannotLook() throws Exception {
    TaskProtection protection =
        new TaskProtection(
            agent,
            address,
            () -> {
              throw new IllegalStateException("a bug");
            },
            LOOK,
            failure -> requests.add("failed"));

    protection.start();

    assertThat(next()).isEqualTo("failed");
    protection.stop();
  }

  private TaskProtection looking(AtomicBoolean busy) {
    return new TaskProtection(agent, address, busy::get, LOOK, failure -> requests.add("failed"));
  }

  private @Nullable String next() throws InterruptedException {
    return requests.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }
}
