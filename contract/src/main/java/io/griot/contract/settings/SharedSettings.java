package io.griot.contract.settings;

import static io.griot.contract.settings.QuantityTypes.duration;
import static io.griot.contract.settings.ValueTypes.httpAddress;
import static io.griot.contract.settings.ValueTypes.text;
import static io.griot.contract.settings.ValueTypes.wholeNumber;

import io.griot.contract.Names;
import io.griot.contract.net.Cors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The settings that several processes share, and those of a session host that the cloud's templates
 * set. A process that uses one differently has its own copy with another default or description.
 */
public final class SharedSettings {
  public static final Setting<Names> PREFIX =
      Setting.of(
          "GRIOT_PREFIX",
          ValueTypes.names(),
          new Names("griot"),
          "what the names of tables and queues begin with");

  public static final Setting<String> BUCKET =
      Setting.required(
          "GRIOT_BUCKET",
          text("[a-z0-9.-]{3,63}", "the name of an S3 bucket", "griot-objects"),
          "S3 bucket of large commands and answers, media and checkpoints");

  public static final Setting<String> AWS_REGION =
      Setting.required(
          "AWS_REGION",
          text("[a-z0-9-]+", "the name of an AWS region", "eu-west-1"),
          "AWS region; Lambda sets it");

  public static final Setting<Optional<URI>> DYNAMODB_ENDPOINT =
      endpoint("GRIOT_DYNAMODB_ENDPOINT", "DynamoDB");

  public static final Setting<Optional<URI>> SQS_ENDPOINT = endpoint("GRIOT_SQS_ENDPOINT", "SQS");

  public static final Setting<Optional<URI>> S3_ENDPOINT = endpoint("GRIOT_S3_ENDPOINT", "S3");

  /** For services outside AWS. In AWS the SDK finds credentials itself. */
  public static final Setting<Optional<String>> ACCESS_KEY_ID = credential("AWS_ACCESS_KEY_ID");

  /** See {@link #ACCESS_KEY_ID}. */
  public static final Setting<Optional<String>> SECRET_ACCESS_KEY =
      credential("AWS_SECRET_ACCESS_KEY");

  /** Of a session host. */
  public static final Setting<String> REGION =
      Setting.of("GRIOT_REGION", AWS_REGION.type(), "af-south-1", "AWS region");

  public static final Setting<Integer> SLOTS =
      Setting.of("GRIOT_SLOTS", wholeNumber(1, 999), 10, "sessions a host holds at most");

  /** Of a session host. */
  public static final Setting<Integer> PARALLEL_STARTS =
      Setting.of(
          "GRIOT_PARALLEL_STARTS",
          wholeNumber(1, 999),
          4,
          "browsers that may be starting at once, until their pages are up; fewer while the machine"
              + " has much to do");

  public static final Setting<Integer> MIN_HOSTS =
      Setting.of(
          "GRIOT_MIN_HOSTS", wholeNumber(0, 100), 0, "session hosts that run without sessions too");

  public static final Setting<Integer> MAX_HOSTS =
      Setting.of(
          "GRIOT_MAX_HOSTS",
          wholeNumber(1, 100),
          10,
          "session hosts at most, whatever waits; twice as many for a while during a deployment");

  public static final Setting<Integer> PARKED_SPARE_SLOTS =
      Setting.of(
          "GRIOT_PARKED_SPARE_SLOTS",
          wholeNumber(0, 999),
          0,
          "how many slots the supervisor keeps free while sessions are parked, so that one that"
              + " wakes finds a host at once");

  public static final Rule HOSTS_IN_ORDER =
      Rule.holds(
          "GRIOT_MIN_HOSTS is above GRIOT_MAX_HOSTS",
          values -> values.get(MIN_HOSTS) <= values.get(MAX_HOSTS),
          MIN_HOSTS,
          MAX_HOSTS);

  public static final Setting<URI> TEST_PAGE_URL =
      Setting.required("GRIOT_TEST_PAGE_URL", httpAddress(), "the page that `test_` sessions open");

  public static final Setting<URI> LIVE_PAGE_URL =
      Setting.of(
          "GRIOT_LIVE_PAGE_URL",
          httpAddress(),
          URI.create("https://web.whatsapp.com/"),
          "the page that `live_` sessions open");

  /** Of a session host. */
  public static final Setting<List<String>> CHROMIUM_ARGUMENTS =
      Setting.of(
          "GRIOT_CHROMIUM_ARGUMENTS",
          ValueTypes.words(),
          List.of(),
          "further arguments of the browser");

  /** Of a session host. */
  public static final Setting<Path> DATA_FOLDER =
      Setting.of(
          "GRIOT_DATA_FOLDER",
          ValueTypes.path(),
          Path.of(".griot/host"),
          "profiles and the last host id; local disk, never a network file system");

  /** For the gateway in front of the API: API Gateway or its local emulator. */
  public static final Setting<Cors> CORS_ORIGINS =
      Setting.of(
          "GRIOT_CORS_ORIGINS",
          ValueTypes.cors(),
          Cors.ANY,
          "pages of which origins may call the API from a browser");

  /** The date of the packages of a session host's image; the deployment sets it. */
  public static final Setting<Optional<LocalDate>> PACKAGES_OF =
      Setting.optional(
          "GRIOT_PACKAGES_OF",
          ValueTypes.date(),
          "the day of which the packages of its image are, Chromium's among them");

  /** Moves a process's clock. Tests use it to show that different clocks do no harm. */
  public static final Setting<Duration> CLOCK_SHIFT =
      Setting.of(
          "GRIOT_CLOCK_SHIFT",
          duration(Duration.ofHours(-1), Duration.ofDays(365)),
          Duration.ZERO,
          "for tests: how much this process's clock is ahead of the machine's, `-5m` for behind");

  /** The folders in which a process looks for programs that it starts. */
  public static final Setting<List<Path>> PROGRAM_FOLDERS =
      Setting.of(
          "PATH",
          ValueTypes.folders(),
          List.of(Path.of("/usr/bin"), Path.of("/bin")),
          "where programs are looked for");

  /** The type of settings that contain the location of secrets, and no secret. */
  public static final ValueType<String> SECRETS_NAME =
      ValueTypes.text(
          "[\\w./-]{1,500}", "a path of letters, digits, . _ - and /", "/griot/cinetpay");

  private SharedSettings() {}

  private static Setting<Optional<URI>> endpoint(String key, String service) {
    return Setting.optional(key, httpAddress(), "where " + service + " is, if not in AWS")
        .withShownStandard("AWS");
  }

  private static Setting<Optional<String>> credential(String key) {
    return Setting.optional(
        key,
        text("\\S+", "a credential", "local"),
        "read where the endpoints are elsewhere than in AWS, and required there");
  }
}
