package io.griot.functions;

import io.griot.contract.Names;
import io.griot.contract.Pace;
import io.griot.contract.Variables;
import io.griot.functions.aws.Endpoints;
import io.griot.functions.supervision.HostPlan;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the functions are told from outside, and the only place that reads the environment.
 *
 * @param names the installation's tables and queues ({@code GRIOT_PREFIX}, default {@code griot})
 * @param bucket the S3 bucket of large commands and answers ({@code GRIOT_BUCKET})
 * @param region the AWS region ({@code AWS_REGION}, which Lambda sets)
 * @param endpoints AWS services elsewhere than in AWS; all three or none
 * @param evidenceBound how old a session's last sign of life may be for it to count as alive
 *     ({@code GRIOT_EVIDENCE_SECONDS}, default 45, 1 to 600)
 * @param webhooksToLoopback whether webhooks may lead to this machine, for tests on one ({@code
 *     GRIOT_WEBHOOKS_TO_LOOPBACK}, {@code true} or {@code false}, default {@code false})
 * @param pace of sessions of which neither plan nor session says another ({@code
 *     GRIOT_SEND_INTERVAL}, a number with ms, s or m, default 1s, 0s for none, an hour at most;
 *     {@code GRIOT_SEND_BURST}, default 20)
 * @param service the session hosts' ECS service ({@code GRIOT_CLUSTER} and {@code GRIOT_SERVICE},
 *     both or none; without it nobody starts hosts)
 * @param hosts what the plan of session hosts must keep to ({@code GRIOT_MIN_HOSTS}, default 0,
 *     {@code GRIOT_MAX_HOSTS}, default 10, {@code GRIOT_SLOTS}, default 10; a tenth of a host's
 *     slots, and one at least, is to spare)
 * @param clockShift how much {@link #clock} is ahead of this machine's, for tests only ({@code
 *     GRIOT_CLOCK_SHIFT}, a number with ms, s or m, with a minus for behind, an hour at most,
 *     default 0s)
 */
public record FunctionsConfig(
    Names names,
    String bucket,
    String region,
    Optional<Endpoints> endpoints,
    Duration evidenceBound,
    boolean webhooksToLoopback,
    Pace pace,
    Optional<Service> service,
    HostPlan.Limits hosts,
    Duration clockShift) {

  /** An ECS service in its cluster. */
  public record Service(String cluster, String name) {}

  /** The default of {@link #evidenceBound}. */
  public static final Duration DEFAULT_EVIDENCE_BOUND = Duration.ofSeconds(45);

  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m)");
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Reads this process's environment. */
  public static FunctionsConfig fromEnvironment() {
    return from(System.getenv());
  }

  /**
   * Reads an environment.
   *
   * @throws IllegalArgumentException naming everything that is wrong, not only the first
   */
  public static FunctionsConfig from(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    String prefix = environment.getOrDefault(Variables.PREFIX, "griot");
    if (!prefix.matches("[a-z0-9-]{1,20}")) {
      problems.add("GRIOT_PREFIX is not 1-20 of a-z 0-9 -");
    }
    String bucket = required(environment, Variables.BUCKET, problems);
    String region = required(environment, "AWS_REGION", problems);
    String seconds = environment.getOrDefault("GRIOT_EVIDENCE_SECONDS", "45");
    if (!seconds.matches("[1-9]\\d{0,2}") || Integer.parseInt(seconds) > 600) {
      problems.add("GRIOT_EVIDENCE_SECONDS is not a whole number from 1 to 600");
    }
    String loopback = environment.getOrDefault(Variables.WEBHOOKS_TO_LOOPBACK, "false");
    if (!loopback.matches("true|false")) {
      problems.add("GRIOT_WEBHOOKS_TO_LOOPBACK is not true or false");
    }
    Pace pace =
        new Pace(
            duration(environment, Variables.SEND_INTERVAL, "1s", problems),
            number(environment, Variables.SEND_BURST, 20, 1, problems));
    Optional<Endpoints> endpoints = endpoints(environment, problems);
    Optional<Service> service = service(environment, problems);
    int slots = number(environment, Variables.SLOTS, 10, 1, problems);
    int min = number(environment, Variables.MIN_HOSTS, 0, 0, problems);
    int max = number(environment, Variables.MAX_HOSTS, 10, 1, problems);
    if (min > max) {
      problems.add(Variables.MIN_HOSTS + " is above " + Variables.MAX_HOSTS);
    }
    Duration shift = shift(environment, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new FunctionsConfig(
        new Names(prefix),
        bucket,
        region,
        endpoints,
        Duration.ofSeconds(Long.parseLong(seconds)),
        loopback.equals("true"),
        pace,
        service,
        new HostPlan.Limits(min, max, slots, Math.max(1, slots / 10)),
        shift);
  }

  /** What every function tells the time by. */
  public Clock clock() {
    return clockShift.isZero() ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), clockShift);
  }

  private static Duration shift(Map<String, String> environment, List<String> problems) {
    String text = environment.getOrDefault(Variables.CLOCK_SHIFT, "0s");
    boolean behind = text.startsWith("-");
    Duration shift =
        duration(
            Map.of(Variables.CLOCK_SHIFT, behind ? text.substring(1) : text),
            Variables.CLOCK_SHIFT,
            "0s",
            problems);
    return behind ? shift.negated() : shift;
  }

  private static Duration duration(
      Map<String, String> environment, String name, String otherwise, List<String> problems) {
    Matcher parts = DURATION.matcher(environment.getOrDefault(name, otherwise));
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      Duration duration =
          switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
          };
      if (duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    problems.add(name + " is not a number with ms, s or m, an hour at most");
    return Duration.ZERO;
  }

  private static Optional<Service> service(Map<String, String> environment, List<String> problems) {
    String cluster = environment.getOrDefault(Variables.CLUSTER, "");
    String name = environment.getOrDefault(Variables.SERVICE, "");
    if (cluster.isEmpty() != name.isEmpty()) {
      problems.add(Variables.CLUSTER + " and " + Variables.SERVICE + " come together");
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(new Service(cluster, name));
  }

  private static int number(
      Map<String, String> environment,
      String name,
      int otherwise,
      int least,
      List<String> problems) {
    String value = environment.getOrDefault(name, Integer.toString(otherwise));
    if (value.matches("\\d{1,3}") && Integer.parseInt(value) >= least) {
      return Integer.parseInt(value);
    }
    problems.add("%s is not a whole number from %d to 999".formatted(name, least));
    return otherwise;
  }

  private static Optional<Endpoints> endpoints(
      Map<String, String> environment, List<String> problems) {
    List<String> names =
        List.of("GRIOT_DYNAMODB_ENDPOINT", "GRIOT_SQS_ENDPOINT", "GRIOT_S3_ENDPOINT");
    if (names.stream().noneMatch(environment::containsKey)) {
      return Optional.empty();
    }
    List<URI> uris = names.stream().map(name -> uri(environment, name, problems)).toList();
    return Optional.of(
        new Endpoints(
            uris.get(0),
            uris.get(1),
            uris.get(2),
            required(environment, "AWS_ACCESS_KEY_ID", problems),
            required(environment, "AWS_SECRET_ACCESS_KEY", problems)));
  }

  private static URI uri(Map<String, String> environment, String name, List<String> problems) {
    String text = required(environment, name, problems);
    if (!text.isEmpty() && !text.matches("https?://[\\w.:-]+/?")) {
      problems.add(name + " is not an http address");
      return URI.create("");
    }
    return URI.create(text);
  }

  private static String required(
      Map<String, String> environment, String name, List<String> problems) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      problems.add(name + " is missing");
    }
    return value;
  }
}
