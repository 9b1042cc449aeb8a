package io.griot.local.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.local.bench.Durations;
import io.griot.local.chaos.Recovery.Times;
import io.griot.local.chaos.Sent.Ending;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of a run, as a table for people and as JSON for documents. */
final class ChaosReport {
  private final ChaosOptions options;
  private final Totals totals;
  private final Map<FaultClass, Times> times;
  private final List<Violation> violations;

  ChaosReport(
      ChaosOptions options,
      Totals totals,
      Map<FaultClass, Times> times,
      List<Violation> violations) {
    this.options = options;
    this.totals = totals;
    this.times = Map.copyOf(times);
    this.violations = List.copyOf(violations);
  }

  /**
   * The totals of a run.
   *
   * @param notMade the number of faults that could not be made
   * @param receivedAgain messages that reached WhatsApp's server more than once, and are shown once
   * @param hostsEnded the number of hosts that ended without a fault
   * @param hostsWeighed the number of hosts that ran long enough for their memory to be judged
   */
  record Totals(
      int faults,
      int notMade,
      List<Sent> sent,
      Map<String, Integer> repeats,
      long receivedAgain,
      EventsTold.Result events,
      int hostsEnded,
      long hostsWeighed) {
    Totals {
      sent = List.copyOf(sent);
      repeats = Map.copyOf(repeats);
    }

    /** The number of commands by failure. */
    Map<String, Long> failures() {
      return sent.stream()
          .filter(send -> !send.failure().isEmpty())
          .collect(Collectors.groupingBy(Sent::failure, TreeMap::new, Collectors.counting()));
    }

    long ended(Ending how) {
      return sent.stream().filter(send -> send.ending() == how).count();
    }
  }

  void print(PrintStream out) {
    out.printf(
        "%n%-26s %6s   %-22s   %-22s   %s%n",
        "fault",
        "times",
        "connected p50/p95 s",
        "commands p50/p95 s",
        "sessions: stayed, hit again");
    for (FaultClass kind : FaultClass.values()) {
      Times of = times.get(kind);
      if (of != null) {
        out.printf(
            "%-26s %5d  %-20s  %-20s  %6d %5d  %8d %6d%n",
            kind.label(),
            of.faults,
            pair(of.connected),
            pair(of.running),
            of.stayed,
            of.notCounted,
            of.commands,
            of.events);
      }
    }
    out.printf(
        "%ncommands  %d: %d succeeded, %d failed, %d unknown %s%n",
        totals.sent().size(),
        totals.ended(Ending.SUCCEEDED),
        totals.ended(Ending.FAILED),
        totals.ended(Ending.UNKNOWN),
        totals.failures());
    out.printf("          requests made once more, by their answer: %s%n", totals.repeats());
    out.printf("          %d given to WhatsApp again under their id%n", totals.receivedAgain());
    out.printf(
        "messages  %d told, %d died with a host or browser, %d deliveries repeated%n",
        totals.events().told(), totals.events().lost(), totals.events().repeated());
    totals
        .events()
        .earliestLost()
        .ifPresent(early ->
            out.printf(
                "          the first of the lost came %.1f s before its fault%n", early / 1e9));
    out.printf(
        "hosts     %d ended by themselves, %d weighed%n",
        totals.hostsEnded(), totals.hostsWeighed());
    out.printf(
        "faults    %d, %d of them not made, seed %d%n",
        totals.faults(), totals.notMade(), options.seed());
    out.printf("violations %d%n", violations.size());
    violations.forEach(violation -> out.println("  " + violation.line()));
    out.flush();
  }

  private static String pair(Durations durations) {
    return durations.count() == 0
        ? "–"
        : "%5.1f / %5.1f (%d)"
            .formatted(
                durations.percentileMillis(0.50) / 1000,
                durations.percentileMillis(0.95) / 1000,
                durations.count());
  }

  void write(Path file) throws IOException {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("seed", options.seed())
        .put("minutes", options.lasts().toMinutes())
        .put("once", options.once())
        .put("sessions", options.sessions())
        .put("hosts", options.hosts())
        .put("commandsPerSecond", options.commandsPerSecond())
        .put("faults", totals.faults())
        .put("faultsNotMade", totals.notMade())
        .put("hostsEndedThemselves", totals.hostsEnded())
        .put("hostsWeighed", totals.hostsWeighed());
    root.putObject("commands")
        .put("sent", totals.sent().size())
        .put("succeeded", totals.ended(Ending.SUCCEEDED))
        .put("failed", totals.ended(Ending.FAILED))
        .put("unknown", totals.ended(Ending.UNKNOWN))
        .put("receivedAgain", totals.receivedAgain())
        .<ObjectNode>set("failures", Json.MAPPER.valueToTree(totals.failures()))
        .set("repeats", Json.MAPPER.valueToTree(totals.repeats()));
    root.putObject("messages")
        .put("told", totals.events().told())
        .put("lostWithHost", totals.events().lost())
        .put("repeated", totals.events().repeated());
    ObjectNode classes = root.putObject("classes");
    times.forEach((kind, of) -> {
      ObjectNode node = classes.putObject(kind.label());
      node.put("faults", of.faults).put("stayed", of.stayed).put("notCounted", of.notCounted);
      node.put("commands", of.commands).put("events", of.events);
      node.set("connectedSeconds", seconds(of.connected));
      node.set("runningSeconds", seconds(of.running));
    });
    ArrayNode broken = root.putArray("violations");
    violations.forEach(violation -> broken.add(violation.line()));
    Files.writeString(file, root.toPrettyString() + "\n");
  }

  /** All values, so that several runs can be combined. */
  private static ArrayNode seconds(Durations durations) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    durations.sortedMillis().forEach(millis -> array.add(Math.round(millis / 100.0) / 10.0));
    return array;
  }
}
