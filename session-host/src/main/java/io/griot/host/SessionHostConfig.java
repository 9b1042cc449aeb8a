package io.griot.host;

import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.Variables;
import io.griot.host.browser.BrowserSettings;
import io.griot.host.lease.LeaseTiming;
import io.griot.host.media.FfmpegPrograms;
import io.griot.host.session.BrowserTiming;
import io.griot.host.session.HostSessions;
import io.griot.host.session.IdleReload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All a session host can be told. Durations are written {@code 500ms}, {@code 30s}, {@code 10m} or
 * {@code 2h}, sizes {@code 900MiB} or {@code 2GiB}.
 *
 * @param names from {@code GRIOT_PREFIX}, default {@code griot}
 * @param bucket of checkpoints and large objects: {@code GRIOT_BUCKET}
 * @param region {@code GRIOT_REGION}, default {@code af-south-1}
 * @param endpoints of AWS services that are elsewhere than in AWS
 * @param hostName what this host's id begins with: {@code GRIOT_HOST_ID}, default {@code host}. The
 *     id itself is new with every process; the data folder keeps the last one, so that a host that
 *     comes back finds its sessions
 * @param slots how many sessions this host holds at most: {@code GRIOT_SLOTS}, default 10
 * @param parallelStarts how many browsers may be starting at once: {@code GRIOT_PARALLEL_STARTS},
 *     default 4
 * @param pages WhatsApp Web's address by environment: {@code GRIOT_TEST_PAGE_URL} (the sandbox's
 *     page) and {@code GRIOT_LIVE_PAGE_URL}, default {@code https://web.whatsapp.com/}
 * @param browser {@code GRIOT_BROWSER}, default {@code chromium-headless-shell}; {@code
 *     GRIOT_CHROMEDRIVER}, default {@code chromedriver}; {@code GRIOT_CHROMIUM_ARGUMENTS},
 *     separated by spaces, default none
 * @param ffmpeg {@code GRIOT_FFMPEG}, default {@code ffmpeg}, and {@code GRIOT_FFPROBE}, default
 *     {@code ffprobe}
 * @param dataFolder profiles and the host's id: {@code GRIOT_DATA_FOLDER}, default {@code
 *     .griot/host}; local disk, never a network file system
 * @param lease {@code GRIOT_LEASE_DURATION}, default 15 s, and {@code GRIOT_LEASE_RENEWAL}, default
 *     4 s; hosts may differ in them
 * @param look how often the sessions table is looked at: {@code GRIOT_LOOK}, default 1 s, for
 *     sessions that wait; {@code GRIOT_LOOK_AT_HOSTS}, default 2 s; {@code GRIOT_LOOK_AT_OWN},
 *     default 15 s, for this host's own sessions when nobody says that something changed
 * @param taskMetadata where ECS tells a task about itself: {@code ECS_CONTAINER_METADATA_URI_V4};
 *     empty elsewhere
 * @param taskAgent where a task protects itself from being stopped: {@code ECS_AGENT_URI}; empty
 *     elsewhere
 * @param timing {@code GRIOT_HEARTBEAT}, default 5 s; {@code GRIOT_START_DEADLINE}, default 90 s;
 *     {@code GRIOT_CHECKPOINT_INTERVAL}, default 10 min; {@code GRIOT_MAX_SESSION_MEMORY}, default
 *     1500 MiB. Above {@code GRIOT_RELOAD_MEMORY}, default 700 MiB, a page without a command for
 *     {@code GRIOT_RELOAD_IDLE}, default 15 min, is loaded anew within {@code GRIOT_QUIET_HOURS},
 *     default {@code 01:00-05:00}, of {@code GRIOT_TIME_ZONE}, default {@code Africa/Abidjan}
 * @param callDeadline how long the page may work on one command: {@code GRIOT_CALL_DEADLINE},
 *     default 60 s
 * @param longPoll how long a receive from a queue waits: {@code GRIOT_LONG_POLL}, default 20 s,
 *     which is SQS's longest and cheapest
 * @param commandVisibility how long a command that a host took stays hidden from others, if the
 *     host dies: {@code GRIOT_COMMAND_VISIBILITY}, default 20 s. The host extends it three times as
 *     often
 * @param mediaFromLoopback whether media that a request gives by its address may come from this
 *     machine, for tests: {@code GRIOT_MEDIA_FROM_LOOPBACK}, {@code true} or {@code false}, default
 *     {@code false}
 * @param clockShift how much {@link #clock} is ahead of this machine's, for tests only: {@code
 *     GRIOT_CLOCK_SHIFT}, with a minus for behind, default 0 s
 */
public record SessionHostConfig(
    Names names,
    String bucket,
    String region,
    Endpoints endpoints,
    String hostName,
    int slots,
    int parallelStarts,
    Map<Environment, URI> pages,
    BrowserSettings browser,
    FfmpegPrograms ffmpeg,
    Path dataFolder,
    LeaseTiming lease,
    HostSessions.LookTiming look,
    Optional<URI> taskMetadata,
    Optional<URI> taskAgent,
    BrowserTiming timing,
    Duration callDeadline,
    Duration longPoll,
    Duration commandVisibility,
    boolean mediaFromLoopback,
    Duration clockShift) {

  /**
   * Where the AWS services are; empty for AWS itself.
   *
   * @param dynamoDb {@code GRIOT_DYNAMODB_ENDPOINT}
   * @param sqs {@code GRIOT_SQS_ENDPOINT}
   * @param s3 {@code GRIOT_S3_ENDPOINT}
   */
  public record Endpoints(Optional<URI> dynamoDb, Optional<URI> sqs, Optional<URI> s3) {}

  public SessionHostConfig {
    pages = Map.copyOf(pages);
  }

  /**
   * The configuration in this process's environment.
   *
   * @throws IllegalArgumentException when anything in it is wrong; the message names all of it
   */
  public static SessionHostConfig fromEnvironment() {
    return of(System.getenv());
  }

  /** The same, from any map. */
  public static SessionHostConfig of(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    Duration renewal = settings.duration("GRIOT_LEASE_RENEWAL", "4s");
    Duration duration = settings.duration("GRIOT_LEASE_DURATION", "15s");
    if (renewal.multipliedBy(3).compareTo(duration) > 0) {
      settings.problem("GRIOT_LEASE_RENEWAL is more than a third of GRIOT_LEASE_DURATION");
    }
    URI testPage = settings.uri(Variables.TEST_PAGE_URL, Optional.empty());
    URI livePage = settings.uri(Variables.LIVE_PAGE_URL, Optional.of("https://web.whatsapp.com/"));
    String prefix = settings.text(Variables.PREFIX, Optional.of("griot"), "[a-z0-9-]{1,20}");
    String bucket = settings.text(Variables.BUCKET, Optional.empty(), "[a-z0-9.-]{3,63}");
    String region = settings.text(Variables.REGION, Optional.of("af-south-1"), "[a-z0-9-]+");
    Endpoints endpoints =
        new Endpoints(
            settings.optionalUri("GRIOT_DYNAMODB_ENDPOINT"),
            settings.optionalUri("GRIOT_SQS_ENDPOINT"),
            settings.optionalUri("GRIOT_S3_ENDPOINT"));
    String hostName = settings.text("GRIOT_HOST_ID", Optional.of("host"), "[\\w-]{1,60}");
    HostSessions.LookTiming look =
        new HostSessions.LookTiming(
            settings.duration("GRIOT_LOOK", "1s"),
            settings.duration("GRIOT_LOOK_AT_HOSTS", "2s"),
            settings.duration("GRIOT_LOOK_AT_OWN", "15s"));
    Optional<URI> taskMetadata = settings.optionalUri("ECS_CONTAINER_METADATA_URI_V4");
    Optional<URI> taskAgent = settings.optionalUri("ECS_AGENT_URI");
    int slots = settings.count(Variables.SLOTS, 10);
    int parallelStarts = settings.count(Variables.PARALLEL_STARTS, 4);
    BrowserSettings browser =
        new BrowserSettings(
            settings.executable("GRIOT_BROWSER", "chromium-headless-shell"),
            settings.executable("GRIOT_CHROMEDRIVER", "chromedriver"),
            settings.words(Variables.CHROMIUM_ARGUMENTS));
    FfmpegPrograms ffmpeg =
        new FfmpegPrograms(
            settings.executable("GRIOT_FFMPEG", "ffmpeg"),
            settings.executable("GRIOT_FFPROBE", "ffprobe"));
    Path dataFolder = settings.path(Variables.DATA_FOLDER, ".griot/host");
    BrowserTiming timing =
        new BrowserTiming(
            settings.duration("GRIOT_HEARTBEAT", "5s"),
            settings.duration("GRIOT_START_DEADLINE", "90s"),
            settings.duration("GRIOT_CHECKPOINT_INTERVAL", "10m"),
            settings.bytes("GRIOT_MAX_SESSION_MEMORY", "1500MiB"),
            new IdleReload(
                settings.bytes("GRIOT_RELOAD_MEMORY", "700MiB"),
                settings.duration("GRIOT_RELOAD_IDLE", "15m"),
                settings.quietHours(
                    "GRIOT_QUIET_HOURS", "01:00-05:00", "GRIOT_TIME_ZONE", "Africa/Abidjan")));
    Duration callDeadline = settings.duration("GRIOT_CALL_DEADLINE", "60s");
    Duration longPoll = settings.duration("GRIOT_LONG_POLL", "20s");
    if (longPoll.toSeconds() < 1 || longPoll.toSeconds() > 20) {
      settings.problem("GRIOT_LONG_POLL is not 1s to 20s");
    }
    Duration commandVisibility = settings.duration("GRIOT_COMMAND_VISIBILITY", "20s");
    if (commandVisibility.toSeconds() < 3) {
      settings.problem("GRIOT_COMMAND_VISIBILITY is less than 3s");
    }
    boolean mediaFromLoopback =
        settings
            .text("GRIOT_MEDIA_FROM_LOOPBACK", Optional.of("false"), "true|false")
            .equals("true");
    Duration clockShift = settings.shift(Variables.CLOCK_SHIFT);
    settings.throwIfWrong();
    return new SessionHostConfig(
        new Names(prefix),
        bucket,
        region,
        endpoints,
        hostName,
        slots,
        parallelStarts,
        Map.of(Environment.TEST, testPage, Environment.LIVE, livePage),
        browser,
        ffmpeg,
        dataFolder,
        new LeaseTiming(duration, renewal),
        look,
        taskMetadata,
        taskAgent,
        timing,
        callDeadline,
        longPoll,
        commandVisibility,
        mediaFromLoopback,
        clockShift);
  }

  /** What the host tells the time by where DynamoDB's does not count. */
  public Clock clock() {
    return clockShift.isZero() ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), clockShift);
  }
}
