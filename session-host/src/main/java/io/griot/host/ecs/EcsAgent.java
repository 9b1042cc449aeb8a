package io.griot.host.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.host.lease.HostBeat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Client of the ECS agent of this task: the task metadata endpoint version 4 and the task
 * protection endpoint. Both are at a local address without credentials. Thread-safe; every call
 * blocks for up to five seconds.
 */
public final class EcsAgent implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build();

  /**
   * Reads the task's identity.
   *
   * @param metadata {@code ECS_CONTAINER_METADATA_URI_V4}
   * @return the task's ARN, and its definition as {@code family:revision}
   */
  public HostBeat.Task task(URI metadata) throws IOException, InterruptedException {
    ObjectNode task = ask(HttpRequest.newBuilder(under(metadata, "/task")).GET());
    return new HostBeat.Task(
        task.path("TaskARN").asText(),
        task.path("Family").asText() + ":" + task.path("Revision").asText());
  }

  /**
   * Protects the task from scale-in and from deployments for some time, or ends the protection.
   *
   * @param agent {@code ECS_AGENT_URI}
   * @param time 1 minute to 48 hours; empty to end the protection
   */
  public void protect(URI agent, Optional<Duration> time) throws IOException, InterruptedException {
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("ProtectionEnabled", time.isPresent());
    time.ifPresent(duration -> wanted.put("ExpiresInMinutes", duration.toMinutes()));
    ObjectNode answer =
        ask(
            HttpRequest.newBuilder(under(agent, "/task-protection/v1/state"))
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString(wanted.toString(), UTF_8)));
    if (!answer.has("protection")) {
      throw new IOException("the ECS agent does not protect this task: " + answer.path("failure"));
    }
  }

  private ObjectNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.timeout(DEADLINE).build(), BodyHandlers.ofString(UTF_8));
    if (response.statusCode() != OK) {
      throw new IOException("the ECS agent answers " + response.statusCode());
    }
    try {
      return Json.readObject(response.body());
    } catch (IllegalArgumentException e) {
      throw new IOException("the ECS agent's answer is no JSON object", e);
    }
  }

  private static URI under(URI base, String path) {
    return URI.create(base.toString().replaceAll("/$", "") + path);
  }

  @Override
  public void close() {
    http.close();
  }
}
