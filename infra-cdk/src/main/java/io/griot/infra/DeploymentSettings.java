package io.griot.infra;

import static io.griot.contract.settings.ValueTypes.httpsAddress;
import static io.griot.contract.settings.ValueTypes.text;
import static io.griot.contract.settings.ValueTypes.wholeNumber;
import static io.griot.contract.settings.ValueTypes.yesOrNo;

import io.griot.contract.Names;
import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Rule;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.usage.CostRates;
import io.griot.functions.usage.ExchangeRate;
import java.net.URI;
import java.util.Optional;

/** The settings of an installation on AWS. */
final class DeploymentSettings {
  /** The region. The CDK requires a valid name of an AWS region. */
  static final Setting<String> AWS_REGION =
      SharedSettings.AWS_REGION
          .withType(text("[a-z]{2}(-[a-z]+)+-\\d", "the name of an AWS region", "eu-west-1"))
          .withDescription("where the installation is");

  static final Setting<Names> PREFIX =
      SharedSettings.PREFIX.withDescription(
          "the installation's name; a second one in an account needs another");

  static final Setting<Optional<String>> ACCOUNT =
      Setting.optional(
              "CDK_DEFAULT_ACCOUNT",
              text("\\d{12}", "the id of an AWS account", "123456789012"),
              "the account; without it the templates fit any")
          .withShownStandard("set by the CDK");

  static final Setting<Optional<Integer>> LAMBDA_INSTANCES =
      Setting.optional(
              "GRIOT_LAMBDA_INSTANCES",
              wholeNumber(1, 1_000_000),
              "Lambda instances that the account may have at once: what is reserved fits it")
          .withShownStandard("`./griot deploy` asks AWS");

  static final Setting<Optional<String>> ALARM_EMAIL =
      Setting.optional(
          "GRIOT_ALARM_EMAIL",
          text("[^@\\s]+@[^@\\s]+", "an address of e-mail", "you@example.com"),
          "who is told of alarms and of the budget");

  static final Setting<Integer> MONTHLY_BUDGET_USD =
      Setting.of(
          "GRIOT_MONTHLY_BUDGET_USD",
          wholeNumber(1, 1_000_000),
          100,
          "warnings at 80 %, 100 % and a forecast of 120 %");

  static final Setting<Optional<String>> DOMAIN =
      Setting.optional(
          "GRIOT_DOMAIN",
          text("[a-z0-9.-]{4,253}", "a domain name", "api.example.com"),
          "the API's own name; then point the name at what `PointTheDomainTo` says");

  static final Setting<Optional<String>> CERTIFICATE_ARN =
      Setting.optional(
          "GRIOT_CERTIFICATE_ARN",
          text(
              "arn:aws\\S*:acm:\\S+",
              "the ARN of a certificate in ACM",
              "arn:aws:acm:eu-west-1:123456789012:certificate/1"),
          "the name's certificate, from ACM in the same region; both or none");

  static final Setting<Integer> HOST_CPU =
      Setting.of(
          "GRIOT_HOST_CPU",
          wholeNumber(256, 16_384),
          HostFleet.DEFAULT.cpuUnits(),
          "one host's processor, as Fargate knows it: 1024 are a core");

  static final Setting<Integer> HOST_MEMORY_MIB =
      Setting.of(
          "GRIOT_HOST_MEMORY_MIB",
          wholeNumber(2048, 122_880),
          HostFleet.DEFAULT.memoryMib(),
          "one host's memory in MiB, as Fargate knows it. With the default a host holds %d sessions"
              .formatted(HostFleet.DEFAULT.slots()));

  static final Setting<Boolean> SPOT =
      Setting.of(
          "GRIOT_SPOT",
          yesOrNo(),
          HostFleet.DEFAULT.spot(),
          "Fargate Spot: a third of the price, hosts are taken away now and then");

  static final Setting<URI> LIVE_PAGE_URL = SharedSettings.LIVE_PAGE_URL.withType(httpsAddress());

  /** The page of test sessions. The default is invalid, so that no wrong page is used. */
  static final Setting<URI> TEST_PAGE_URL =
      SharedSettings.TEST_PAGE_URL
          .withStandard(URI.create("https://sandbox.invalid/"))
          .withDescription(
              "the page that `test_` sessions open, where you run a sandbox that hosts can reach;"
                  + " the default leads nowhere");

  /**
   * The name of a parameter with secrets. The operator creates the parameter: no template and no
   * environment contains a secret.
   */
  static final Setting<Optional<String>> CINETPAY_SECRETS =
      secrets(FunctionsSettings.CINETPAY_SECRETS, "CinetPay", "`apiKey`, `siteId`, `secretKey`");

  static final Setting<Optional<String>> PAYDUNYA_SECRETS =
      secrets(
          FunctionsSettings.PAYDUNYA_SECRETS,
          "PayDunya",
          "`masterKey`, `privateKey`, `token`, `store`");

  static final Setting<CostRates> COST_RATES =
      FunctionsSettings.COST_RATES.withDescription(
          "what things cost you in US$, for customers' margins: an hour of a session, a million"
              + " commands, a million events, a month of what runs for all. The default is what"
              + " `./griot cost` computes for hosts of the default size");

  static final Setting<ExchangeRate> XOF_PER_USD = FunctionsSettings.XOF_PER_USD;

  /** All settings, in the order of the documentation. */
  static final ProcessSettings ALL =
      ProcessSettings.of(
              AWS_REGION,
              ACCOUNT,
              LAMBDA_INSTANCES,
              PREFIX,
              ALARM_EMAIL,
              MONTHLY_BUDGET_USD,
              DOMAIN,
              CERTIFICATE_ARN,
              SharedSettings.CORS_ORIGINS,
              HOST_CPU,
              HOST_MEMORY_MIB,
              SharedSettings.MIN_HOSTS,
              SharedSettings.MAX_HOSTS,
              SPOT,
              LIVE_PAGE_URL,
              TEST_PAGE_URL,
              CINETPAY_SECRETS,
              PAYDUNYA_SECRETS,
              COST_RATES,
              XOF_PER_USD)
          .with(Rule.together(DOMAIN, CERTIFICATE_ARN), SharedSettings.HOSTS_IN_ORDER);

  private DeploymentSettings() {}

  private static Setting<Optional<String>> secrets(
      Setting<Optional<String>> setting, String provider, String texts) {
    return setting.withDescription(
        "the name of an SSM parameter (SecureString, with the key `aws/ssm`) that has %s's %s as a"
                .formatted(provider, texts)
            + " JSON object; without it customers cannot pay there");
  }
}
