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
 * A customer's limits on shared resources.
 *
 * @param requestsPerMinute requests per key
 * @param sessionRequestsPerMinute requests per session, with any key
 * @param waitingRequests concurrent requests that wait for longer than a second
 * @param waitingCommands commands of all sessions that were answered 202 and have not started
 * @param sessionWaitingCommands the same, per session
 * @param uploadsPerDay upload places
 * @param eventWaitSeconds the total time per day for which requests may wait for events
 * @param replayedEventsPerDay replayed events
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
  /** The limits of Griot's standard plan, and those that plans do not contain. */
  public static final Limits STANDARD = read();

  /** No limits, except that waiting requests stay bounded. */
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

  /** A copy with a plan's limits. */
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

  /** A copy with a customer's own limits, by name. */
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
