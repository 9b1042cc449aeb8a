package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.Variables;
import io.griot.contract.net.Cors;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All an operator can say about an installation on AWS, and the only place that reads the
 * environment.
 *
 * @param names of its tables and queues: {@code GRIOT_PREFIX}, default {@code griot}
 * @param region {@code AWS_REGION}, required
 * @param account {@code CDK_DEFAULT_ACCOUNT}, which the CDK's command line sets; without it the
 *     templates fit any account
 * @param livePage {@code GRIOT_LIVE_PAGE_URL}, default {@code https://web.whatsapp.com/}
 * @param testPage {@code GRIOT_TEST_PAGE_URL}: where the operator runs a sandbox. The default leads
 *     nowhere, so that {@code test_} sessions start no page at all rather than a wrong one
 * @param domain the API's own name and its certificate: {@code GRIOT_DOMAIN} and {@code
 *     GRIOT_CERTIFICATE_ARN}, both or none
 * @param cors which pages of other origins may call the API: {@code GRIOT_CORS_ORIGINS}, default
 *     any
 * @param hosts the session hosts
 * @param alarmEmail who is told of alarms: {@code GRIOT_ALARM_EMAIL}, default nobody
 * @param monthlyBudgetUsd above which the budget warns: {@code GRIOT_MONTHLY_BUDGET_USD}, default
 *     100
 * @param artifacts what the build made
 */
public record DeploymentConfig(
    Names names,
    String region,
    Optional<String> account,
    URI livePage,
    URI testPage,
    Optional<Domain> domain,
    Cors cors,
    HostFleet hosts,
    Optional<String> alarmEmail,
    int monthlyBudgetUsd,
    Artifacts artifacts) {

  /** A domain name and the ARN of its certificate in the same region. */
  public record Domain(String name, String certificateArn) {}

  /**
   * What is deployed.
   *
   * @param apiJar the Lambdas, all of them
   * @param hostImage the folder with the session host's Dockerfile and what goes into it
   */
  public record Artifacts(Path apiJar, Path hostImage) {
    /** What {@code mvn package} leaves below the project's folder. */
    public static Artifacts below(Path project) {
      return new Artifacts(
          project.resolve("functions/target/api-lambda.jar"),
          project.resolve("session-host/target/image"));
    }
  }

  /** Reads this process's environment. */
  public static DeploymentConfig fromEnvironment(Artifacts artifacts) {
    return from(System.getenv(), artifacts);
  }

  /**
   * Reads an environment.
   *
   * @throws IllegalArgumentException naming everything that is wrong, not only the first
   */
  public static DeploymentConfig from(Map<String, String> environment, Artifacts artifacts) {
    Reader reader = new Reader(environment);
    String prefix = reader.text(Variables.PREFIX, "griot", "[a-z0-9-]{1,20}");
    String region = reader.text("AWS_REGION", "", "[a-z]{2}(-[a-z]+)+-\\d");
    Optional<String> account = reader.optional("CDK_DEFAULT_ACCOUNT", "\\d{12}");
    String livePage =
        reader.text(Variables.LIVE_PAGE_URL, "https://web.whatsapp.com/", "https://\\S+");
    String testPage =
        reader.text(Variables.TEST_PAGE_URL, "https://sandbox.invalid/", "https?://\\S+");
    Optional<String> domain = reader.optional("GRIOT_DOMAIN", "[a-z0-9.-]{4,253}");
    Optional<String> certificate = reader.optional("GRIOT_CERTIFICATE_ARN", "arn:aws\\S*:acm:\\S+");
    if (domain.isPresent() != certificate.isPresent()) {
      reader.problem("GRIOT_DOMAIN and GRIOT_CERTIFICATE_ARN come together");
    }
    Cors cors = reader.cors();
    HostFleet hosts =
        new HostFleet(
            reader.number("GRIOT_HOST_CPU", HostFleet.DEFAULT.cpuUnits(), 256, 16_384),
            reader.number("GRIOT_HOST_MEMORY_MIB", HostFleet.DEFAULT.memoryMib(), 2048, 122_880),
            reader.number(Variables.MIN_HOSTS, HostFleet.DEFAULT.min(), 0, 100),
            reader.number(Variables.MAX_HOSTS, HostFleet.DEFAULT.max(), 1, 100),
            reader.text("GRIOT_SPOT", "false", "true|false").equals("true"));
    Optional<String> email = reader.optional("GRIOT_ALARM_EMAIL", "[^@\\s]+@[^@\\s]+");
    int budget = reader.number("GRIOT_MONTHLY_BUDGET_USD", 100, 1, 1_000_000);
    reader.throwIfWrong();
    return new DeploymentConfig(
        new Names(prefix),
        region,
        account,
        URI.create(livePage),
        URI.create(testPage),
        domain.map(name -> new Domain(name, certificate.orElseThrow())),
        cors,
        hosts,
        email,
        budget,
        artifacts);
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    String text(String name, String otherwise, String pattern) {
      String value = environment.getOrDefault(name, otherwise);
      if (value.isEmpty()) {
        problem(name + " is missing");
      } else if (!value.matches(pattern)) {
        problem(name + " is not " + pattern);
      }
      return value;
    }

    Optional<String> optional(String name, String pattern) {
      return environment.getOrDefault(name, "").isEmpty()
          ? Optional.empty()
          : Optional.of(text(name, "", pattern));
    }

    int number(String name, int otherwise, int least, int most) {
      String value = environment.getOrDefault(name, Integer.toString(otherwise));
      if (value.matches("\\d{1,9}")) {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      }
      problem("%s is not a whole number from %d to %d".formatted(name, least, most));
      return otherwise;
    }

    Cors cors() {
      try {
        return Cors.parse(environment.getOrDefault(Variables.CORS_ORIGINS, "*"));
      } catch (IllegalArgumentException e) {
        problem(String.valueOf(e.getMessage()));
        return Cors.OFF;
      }
    }

    void problem(String text) {
      problems.add(text);
    }

    void throwIfWrong() {
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
    }
  }
}
