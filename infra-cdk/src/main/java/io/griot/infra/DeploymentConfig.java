package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.net.Cors;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.usage.CostRates;
import io.griot.functions.usage.ExchangeRate;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of an installation on AWS. Nothing else reads the environment. {@link
 * DeploymentSettings} describes the settings.
 *
 * @param account empty for templates that fit any account
 * @param domain the API's own name and its certificate
 * @param cors the pages of other origins that may call the API
 * @param concurrency the Lambda instances that may run at once
 * @param alarmEmail the address that alarms are sent to
 * @param secrets the names of payment providers' secrets
 * @param costRates the rates by which customers' margins are calculated
 * @param artifacts the results of the build
 */
public record DeploymentConfig(
    Names names,
    String region,
    Optional<String> account,
    URI livePage,
    URI testPage,
    Optional<Domain> domain,
    Cors cors,
    LambdaConcurrency concurrency,
    HostFleet hosts,
    Optional<String> alarmEmail,
    int monthlyBudgetUsd,
    Secrets secrets,
    CostRates costRates,
    ExchangeRate xofPerUsd,
    Artifacts artifacts) {

  /** Names of SSM parameters; empty for a provider that is off. */
  public record Secrets(Optional<String> cinetPay, Optional<String> payDunya) {}

  /** A domain name and the ARN of its certificate in the same region. */
  public record Domain(String name, String certificateArn) {}

  /**
   * The artifacts to deploy.
   *
   * @param apiJar the jar with all Lambdas
   * @param hostImage the folder with the session host's Dockerfile and its contents
   * @param packagesOf the Monday of the week whose packages the image gets. A deployment in another
   *     week builds the image again, even when no source changed
   */
  public record Artifacts(Path apiJar, Path hostImage, LocalDate packagesOf) {
    /** The artifacts of {@code mvn package} below the project's folder, deployed today. */
    public static Artifacts below(Path project, LocalDate today) {
      return new Artifacts(
          project.resolve("functions/target/api-lambda.jar"),
          project.resolve("session-host/target/image"),
          today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }
  }

  /** Reads this process's environment. */
  public static DeploymentConfig fromEnvironment(Artifacts artifacts) {
    Map<String, String> environment = System.getenv();
    for (String variable : DeploymentSettings.ALL.unknown(environment)) {
      System.err.println(variable + " is no setting of a deployment: it changes nothing");
    }
    return from(environment, artifacts);
  }

  /**
   * Reads an environment.
   *
   * @throws IllegalArgumentException that lists all problems
   */
  public static DeploymentConfig from(Map<String, String> environment, Artifacts artifacts) {
    return from(DeploymentSettings.ALL.read(environment), artifacts);
  }

  static DeploymentConfig from(SettingValues told, Artifacts artifacts) {
    return new DeploymentConfig(
        told.get(DeploymentSettings.PREFIX),
        told.get(DeploymentSettings.AWS_REGION),
        told.get(DeploymentSettings.ACCOUNT),
        told.get(DeploymentSettings.LIVE_PAGE_URL),
        told.get(DeploymentSettings.TEST_PAGE_URL),
        told.get(DeploymentSettings.DOMAIN)
            .map(name ->
                new Domain(name, told.get(DeploymentSettings.CERTIFICATE_ARN).orElseThrow())),
        told.get(SharedSettings.CORS_ORIGINS),
        new LambdaConcurrency(told.get(DeploymentSettings.LAMBDA_INSTANCES)),
        new HostFleet(
            told.get(DeploymentSettings.HOST_CPU),
            told.get(DeploymentSettings.HOST_MEMORY_MIB),
            told.get(SharedSettings.MIN_HOSTS),
            told.get(SharedSettings.MAX_HOSTS),
            told.get(DeploymentSettings.SPOT)),
        told.get(DeploymentSettings.ALARM_EMAIL),
        told.get(DeploymentSettings.MONTHLY_BUDGET_USD),
        new Secrets(
            told.get(DeploymentSettings.CINETPAY_SECRETS),
            told.get(DeploymentSettings.PAYDUNYA_SECRETS)),
        told.get(DeploymentSettings.COST_RATES),
        told.get(DeploymentSettings.XOF_PER_USD),
        artifacts);
  }
}
