package io.griot.functions;

import static io.griot.contract.settings.QuantityTypes.duration;
import static io.griot.contract.settings.QuantityTypes.seconds;
import static io.griot.contract.settings.SharedSettings.ACCESS_KEY_ID;
import static io.griot.contract.settings.SharedSettings.AWS_REGION;
import static io.griot.contract.settings.SharedSettings.BUCKET;
import static io.griot.contract.settings.SharedSettings.CLOCK_SHIFT;
import static io.griot.contract.settings.SharedSettings.DYNAMODB_ENDPOINT;
import static io.griot.contract.settings.SharedSettings.HOSTS_IN_ORDER;
import static io.griot.contract.settings.SharedSettings.MAX_HOSTS;
import static io.griot.contract.settings.SharedSettings.MIN_HOSTS;
import static io.griot.contract.settings.SharedSettings.PARKED_SPARE_SLOTS;
import static io.griot.contract.settings.SharedSettings.PREFIX;
import static io.griot.contract.settings.SharedSettings.S3_ENDPOINT;
import static io.griot.contract.settings.SharedSettings.SECRET_ACCESS_KEY;
import static io.griot.contract.settings.SharedSettings.SLOTS;
import static io.griot.contract.settings.SharedSettings.SQS_ENDPOINT;
import static io.griot.contract.settings.ValueTypes.httpAddress;
import static io.griot.contract.settings.ValueTypes.text;
import static io.griot.contract.settings.ValueTypes.wholeNumber;
import static io.griot.contract.settings.ValueTypes.yesOrNo;

import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Rule;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SharedSettings;
import io.griot.contract.settings.ValueType;
import io.griot.functions.usage.CostRates;
import io.griot.functions.usage.ExchangeRate;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * All settings of the functions: the API, the webhooks' and the supervisor. They are in one jar and
 * have one configuration; {@code SharedSettings} has those that other processes have too.
 */
public final class FunctionsSettings {
  private static final ValueType<String> ECS_NAME =
      text("[\\w-]{1,255}", "a name that ECS allows", "griot-hosts");

  public static final Setting<Duration> EVIDENCE_BOUND =
      Setting.of(
          "GRIOT_EVIDENCE_SECONDS",
          seconds(1, 600),
          Duration.ofSeconds(45),
          "how old a session's last sign of life may be for it to count as alive, in seconds");

  public static final Setting<Boolean> WEBHOOKS_TO_LOOPBACK =
      Setting.of(
          "GRIOT_WEBHOOKS_TO_LOOPBACK",
          yesOrNo(),
          false,
          "for tests on one machine: webhooks may lead to it");

  public static final Setting<Duration> SEND_INTERVAL =
      Setting.of(
          "GRIOT_SEND_INTERVAL",
          duration(Duration.ZERO, Duration.ofHours(1)),
          Duration.ofSeconds(1),
          "the least time between two sends of a session where neither plan nor session says; `0s`"
              + " is none");

  public static final Setting<Integer> SEND_BURST =
      Setting.of(
          "GRIOT_SEND_BURST",
          wholeNumber(1, 999),
          20,
          "how many sends of a session may go at once after a pause, where neither plan nor session"
              + " says");

  public static final Setting<Optional<URI>> PUBLIC_URL =
      Setting.optional(
          "GRIOT_PUBLIC_URL",
          httpAddress(),
          "the API's address as payment providers and the owners of phones reach it; without it, the"
              + " one that the request for a page to pay on, or for a pairing link, came to");

  private static final String SECRETS =
      "; on AWS the name of an SSM parameter (SecureString), elsewhere a file. Without it the"
          + " provider is off";

  public static final Setting<Optional<String>> CINETPAY_SECRETS =
      Setting.optional(
          "GRIOT_CINETPAY_SECRETS",
          SharedSettings.SECRETS_NAME,
          "where CinetPay's `apiKey`, `siteId` and `secretKey` are, as a JSON object" + SECRETS);

  public static final Setting<URI> CINETPAY_URL =
      Setting.of(
          "GRIOT_CINETPAY_URL",
          httpAddress(),
          URI.create("https://api-checkout.cinetpay.com/v2"),
          "CinetPay's API");

  public static final Setting<Optional<String>> PAYDUNYA_SECRETS =
      Setting.optional(
          "GRIOT_PAYDUNYA_SECRETS",
          SharedSettings.SECRETS_NAME,
          "where PayDunya's `masterKey`, `privateKey`, `token` and the `store`'s name are, as a"
              + " JSON object"
              + SECRETS);

  public static final Setting<URI> PAYDUNYA_URL =
      Setting.of(
          "GRIOT_PAYDUNYA_URL",
          httpAddress(),
          URI.create("https://app.paydunya.com/api/v1"),
          "PayDunya's API; `https://app.paydunya.com/sandbox-api/v1` takes no money");

  public static final Setting<Boolean> FAIR_USE =
      Setting.of(
          "GRIOT_FAIR_USE",
          yesOrNo(),
          true,
          "whether what a customer uses is limited as their plan says; `false` for tests under"
              + " load");

  /** The bound of waiting requests. Each of them holds an instance of the Lambda. */
  public static final Setting<Integer> MOST_WAITING =
      Setting.of(
          "GRIOT_MOST_WAITING",
          wholeNumber(1, 10_000),
          10_000,
          "requests of one customer that may wait at the same time at most, whatever their limits"
              + " say");

  /**
   * The costs of each unit. A test compares the default with the cost model of the hosts that are
   * deployed by default.
   */
  public static final Setting<CostRates> COST_RATES =
      Setting.of(
          "GRIOT_COST_RATES",
          CostRates.TYPE,
          CostRates.of("0.0044", "10.8", "5.1", "10.4"),
          "what things cost you in US$, for customers' margins: an hour of a session, a million"
              + " commands, a million events, a month of what runs for all; `./griot cost` computes"
              + " them");

  public static final Setting<ExchangeRate> XOF_PER_USD =
      Setting.of(
          "GRIOT_XOF_PER_USD",
          ExchangeRate.TYPE,
          ExchangeRate.of("600"),
          "how many XOF are a US dollar, for customers' margins; the euro has a fixed rate");

  public static final Setting<Optional<String>> CLUSTER =
      Setting.optional(
          "GRIOT_CLUSTER",
          ECS_NAME,
          "the ECS cluster of the session hosts, for the supervisor; without it nobody starts"
              + " hosts");

  public static final Setting<Optional<String>> SERVICE =
      Setting.optional(
          "GRIOT_SERVICE", ECS_NAME, "the session hosts' service in that cluster; both or none");

  /** All settings, in the order of the documentation. */
  public static final ProcessSettings ALL =
      ProcessSettings.of(
              PREFIX,
              BUCKET,
              AWS_REGION,
              EVIDENCE_BOUND,
              WEBHOOKS_TO_LOOPBACK,
              SEND_INTERVAL,
              SEND_BURST,
              PUBLIC_URL,
              CINETPAY_SECRETS,
              CINETPAY_URL,
              PAYDUNYA_SECRETS,
              PAYDUNYA_URL,
              FAIR_USE,
              MOST_WAITING,
              COST_RATES,
              XOF_PER_USD,
              CLUSTER,
              SERVICE,
              MIN_HOSTS,
              MAX_HOSTS,
              SLOTS,
              PARKED_SPARE_SLOTS,
              CLOCK_SHIFT,
              DYNAMODB_ENDPOINT,
              SQS_ENDPOINT,
              S3_ENDPOINT,
              ACCESS_KEY_ID,
              SECRET_ACCESS_KEY)
          .with(
              Rule.together(CLUSTER, SERVICE),
              HOSTS_IN_ORDER,
              Rule.together(DYNAMODB_ENDPOINT, SQS_ENDPOINT, S3_ENDPOINT),
              Rule.needs(DYNAMODB_ENDPOINT, ACCESS_KEY_ID, SECRET_ACCESS_KEY));

  private FunctionsSettings() {}
}
