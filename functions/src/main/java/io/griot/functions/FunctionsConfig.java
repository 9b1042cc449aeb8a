package io.griot.functions;

import io.griot.contract.Names;
import io.griot.contract.Pace;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.aws.Endpoints;
import io.griot.functions.supervision.HostPlan;
import io.griot.functions.usage.CostRates;
import io.griot.functions.usage.ExchangeRate;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions' configuration, and the only place that reads the environment. {@link
 * FunctionsSettings} says what each setting means.
 *
 * @param endpoints AWS services elsewhere than in AWS; all three or none
 * @param pace of sessions for which neither plan nor session sets another
 * @param billing how customers pay
 * @param fairUse whether what a customer uses is limited
 * @param mostWaiting requests of one customer that may wait at the same time, whatever their limits
 *     say
 * @param costs what customers' margins are computed by
 * @param service the session hosts' ECS service; without it nobody starts hosts
 * @param hosts what the plan of session hosts must keep to; a tenth of a host's slots, and one at
 *     least, is to spare
 * @param clockShift how much {@link #clock} is ahead of this machine's
 */
public record FunctionsConfig(
    Names names,
    String bucket,
    String region,
    Optional<Endpoints> endpoints,
    Duration evidenceBound,
    boolean webhooksToLoopback,
    Pace pace,
    Billing billing,
    boolean fairUse,
    int mostWaiting,
    Costs costs,
    Optional<Service> service,
    HostPlan.Limits hosts,
    Duration clockShift) {
  private static final Logger log = LoggerFactory.getLogger(FunctionsConfig.class);

  /**
   * The settings of payments.
   *
   * @param publicUrl the API's address as providers reach it; empty: as the request did
   * @param cinetPay empty when it is off
   * @param payDunya empty when it is off
   */
  public record Billing(
      Optional<URI> publicUrl, Optional<Provider> cinetPay, Optional<Provider> payDunya) {}

  /**
   * A payment provider.
   *
   * @param secrets the name of an SSM parameter; of a file where the endpoints are not AWS's
   */
  public record Provider(URI base, String secrets) {}

  /** The operator's costs and the exchange rate. */
  public record Costs(CostRates rates, ExchangeRate rate) {}

  /** An ECS service in its cluster. */
  public record Service(String cluster, String name) {}

  /** Reads this process's environment. */
  public static FunctionsConfig fromEnvironment() {
    Map<String, String> environment = System.getenv();
    for (String variable : FunctionsSettings.ALL.unknown(environment)) {
      log.atWarn().addKeyValue("variable", variable).log("setting.unknown");
    }
    return from(environment);
  }

  /**
   * Reads an environment.
   *
   * @throws IllegalArgumentException with everything that is wrong, not only the first
   */
  public static FunctionsConfig from(Map<String, String> environment) {
    return from(FunctionsSettings.ALL.read(environment));
  }

  /**
   * Makes the configuration from the settings of a process, which include {@link
   * FunctionsSettings#ALL}.
   */
  public static FunctionsConfig from(SettingValues told) {
    int slots = told.get(SharedSettings.SLOTS);
    return new FunctionsConfig(
        told.get(SharedSettings.PREFIX),
        told.get(SharedSettings.BUCKET),
        told.get(SharedSettings.AWS_REGION),
        endpoints(told),
        told.get(FunctionsSettings.EVIDENCE_BOUND),
        told.get(FunctionsSettings.WEBHOOKS_TO_LOOPBACK),
        new Pace(told.get(FunctionsSettings.SEND_INTERVAL), told.get(FunctionsSettings.SEND_BURST)),
        billing(told),
        told.get(FunctionsSettings.FAIR_USE),
        told.get(FunctionsSettings.MOST_WAITING),
        new Costs(told.get(FunctionsSettings.COST_RATES), told.get(FunctionsSettings.XOF_PER_USD)),
        told.get(FunctionsSettings.CLUSTER)
            .map(
                cluster -> new Service(cluster, told.get(FunctionsSettings.SERVICE).orElseThrow())),
        new HostPlan.Limits(
            told.get(SharedSettings.MIN_HOSTS),
            told.get(SharedSettings.MAX_HOSTS),
            slots,
            Math.max(1, slots / 10),
            told.get(SharedSettings.PARKED_SPARE_SLOTS)),
        told.get(SharedSettings.CLOCK_SHIFT));
  }

  private static Billing billing(SettingValues told) {
    URI cinetPay = base(told.get(FunctionsSettings.CINETPAY_URL));
    URI payDunya = base(told.get(FunctionsSettings.PAYDUNYA_URL));
    return new Billing(
        told.get(FunctionsSettings.PUBLIC_URL).map(FunctionsConfig::base),
        told.get(FunctionsSettings.CINETPAY_SECRETS).map(name -> new Provider(cinetPay, name)),
        told.get(FunctionsSettings.PAYDUNYA_SECRETS).map(name -> new Provider(payDunya, name)));
  }

  /** Paths follow it: with two slashes between, nobody would answer a provider's notification. */
  private static URI base(URI address) {
    return URI.create(address.toString().replaceFirst("/+$", ""));
  }

  private static Optional<Endpoints> endpoints(SettingValues told) {
    return told.get(SharedSettings.DYNAMODB_ENDPOINT)
        .map(dynamoDb ->
            new Endpoints(
                dynamoDb,
                told.get(SharedSettings.SQS_ENDPOINT).orElseThrow(),
                told.get(SharedSettings.S3_ENDPOINT).orElseThrow(),
                told.get(SharedSettings.ACCESS_KEY_ID).orElseThrow(),
                told.get(SharedSettings.SECRET_ACCESS_KEY).orElseThrow()));
  }

  /** The clock that all functions use. */
  public Clock clock() {
    return clockShift.isZero() ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), clockShift);
  }
}
