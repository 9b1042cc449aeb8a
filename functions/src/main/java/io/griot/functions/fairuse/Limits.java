package io.griot.functions.fairuse;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.functions.customers.Plan;
import io.griot.functions.customers.PlanJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * How much of what all share a customer may use.
 *
 * @param requestsPerMinute of each of their keys
 * @param sessionRequestsPerMinute of each of their sessions, whatever keys the requests have
 * @param waitingRequests that are held for longer than a second, at the same time
 * @param waitingCommands that were answered 202 and have not begun, of all their sessions
 * @param sessionWaitingCommands the same, of each session
 * @param uploadsPerDay places for files
 * @param eventWaitSeconds how long requests may wait for events, all together, a day
 * @param replayedEventsPerDay how many events are delivered again
 */
public record Limits(
    int requestsPerMinute,
    int sessionRequestsPerMinute,
    int waitingRequests,
    int waitingCommands,
    int sessionWaitingCommands,
    int uploadsPerDay,
    int eventWaitSeconds,
    int replayedEventsPerDay) {
  /** Those of the standard plan that comes with Griot, and what no plan says. */
  public static final Limits STANDARD = read();

  /** Those of a process that limits nothing; waiting requests are bounded all the same. */
  public static final Limits NONE =
      new Limits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          STANDARD.waitingRequests(),
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  public Limits {
    if (requestsPerMinute < 1 || sessionRequestsPerMinute < 1) {
      throw new IllegalArgumentException("a rate that lets nothing through");
    }
    if (waitingRequests < 0
        || waitingCommands < 0
        || sessionWaitingCommands < 0
        || uploadsPerDay < 0
        || eventWaitSeconds < 0
        || replayedEventsPerDay < 0) {
      throw new IllegalArgumentException("a limit below 0");
    }
  }

  /** These, where a plan says no others. */
  public Limits with(Plan.FairUse plan) {
    return new Limits(
        plan.requestsPerMinute(),
        sessionRequestsPerMinute,
        waitingRequests,
        plan.waitingCommands(),
        sessionWaitingCommands,
        plan.uploadsPerDay(),
        eventWaitSeconds,
        replayedEventsPerDay);
  }

  /** These, where a customer has none of their own: by the names that they have here. */
  public Limits with(Map<String, Long> own) {
    return new Limits(
        (int) Math.max(1, own.getOrDefault("requestsPerMinute", (long) requestsPerMinute)),
        (int)
            Math.max(
                1, own.getOrDefault("sessionRequestsPerMinute", (long) sessionRequestsPerMinute)),
        of(own, "waitingRequests", waitingRequests),
        of(own, "waitingCommands", waitingCommands),
        of(own, "sessionWaitingCommands", sessionWaitingCommands),
        of(own, "uploadsPerDay", uploadsPerDay),
        of(own, "eventWaitSeconds", eventWaitSeconds),
        of(own, "replayedEventsPerDay", replayedEventsPerDay));
  }

  /** These, with no more waiting requests than the installation has instances for. */
  public Limits withAtMostWaiting(int requests) {
    return new Limits(
        requestsPerMinute,
        sessionRequestsPerMinute,
        Math.min(waitingRequests, requests),
        waitingCommands,
        sessionWaitingCommands,
        uploadsPerDay,
        eventWaitSeconds,
        replayedEventsPerDay);
  }

  private static int of(Map<String, Long> own, String name, int otherwise) {
    return Math.clamp(own.getOrDefault(name, (long) otherwise), 0, Integer.MAX_VALUE);
  }

  private static Limits read() {
    try (InputStream json = Limits.class.getResourceAsStream("limits.json")) {
      JsonNode limits = Json.MAPPER.readTree(json);
      Plan.FairUse plan = Objects.requireNonNull(PlanJson.BUILT_IN.get(Plan.STANDARD)).fairUse();
      return new Limits(
          plan.requestsPerMinute(),
          limits.path("sessionRequestsPerMinute").asInt(),
          limits.path("waitingRequests").asInt(),
          plan.waitingCommands(),
          limits.path("sessionWaitingCommands").asInt(),
          plan.uploadsPerDay(),
          limits.path("eventWaitSeconds").asInt(),
          limits.path("replayedEventsPerDay").asInt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
