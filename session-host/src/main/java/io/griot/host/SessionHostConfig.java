package io.griot.host;

import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;
import io.griot.host.browser.BrowserSettings;
import io.griot.host.lease.LeaseTiming;
import io.griot.host.media.FfmpegPrograms;
import io.griot.host.session.BrowserTiming;
import io.griot.host.session.HostSessions;
import io.griot.host.session.IdleReload;
import io.griot.host.session.QuietHours;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a session host. {@link SessionHostSettings} explains each setting.
 *
 * @param endpoints the AWS services that are not in AWS
 * @param hostName the prefix of this host's id
 * @param pages WhatsApp Web's address by environment
 * @param dataFolder absolute
 * @param taskMetadata where ECS tells a task about itself; empty elsewhere
 * @param taskAgent where a task protects itself from being stopped; empty elsewhere
 * @param usageInterval how often it is stored what customers used
 * @param packagesOf the day of which the packages of its image are
 * @param eventRecovery whether events that die with a page or a host are found
 * @param clockShift how much {@link #clock} is ahead of this machine's
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
    Duration usageInterval,
    Optional<LocalDate> packagesOf,
    boolean mediaFromLoopback,
    boolean eventRecovery,
    Duration clockShift) {
  private static final Logger log = LoggerFactory.getLogger(SessionHostConfig.class);

  /** The addresses of the AWS services; empty for AWS itself. */
  public record Endpoints(Optional<URI> dynamoDb, Optional<URI> sqs, Optional<URI> s3) {}

  public SessionHostConfig {
    pages = Map.copyOf(pages);
  }

  /**
   * Reads the configuration from this process's environment.
   *
   * @throws IllegalArgumentException when anything in it is wrong; the message lists all of it
   */
  public static SessionHostConfig fromEnvironment() {
    Map<String, String> environment = System.getenv();
    for (String variable : SessionHostSettings.ALL.unknown(environment)) {
      log.atWarn().addKeyValue("variable", variable).log("setting.unknown");
    }
    return of(environment);
  }

  /** Reads the configuration from any map. */
  public static SessionHostConfig of(Map<String, String> environment) {
    return of(SessionHostSettings.ALL.read(environment));
  }

  /**
   * Makes the configuration from the settings of a process, which include {@link
   * SessionHostSettings#ALL}.
   */
  public static SessionHostConfig of(SettingValues told) {
    Programs programs = new Programs(told.get(SharedSettings.PROGRAM_FOLDERS));
    return new SessionHostConfig(
        told.get(SharedSettings.PREFIX),
        told.get(SharedSettings.BUCKET),
        told.get(SharedSettings.REGION),
        new Endpoints(
            told.get(SharedSettings.DYNAMODB_ENDPOINT),
            told.get(SharedSettings.SQS_ENDPOINT),
            told.get(SharedSettings.S3_ENDPOINT)),
        told.get(SessionHostSettings.HOST_ID),
        told.get(SharedSettings.SLOTS),
        told.get(SharedSettings.PARALLEL_STARTS),
        Map.of(
            Environment.TEST, told.get(SharedSettings.TEST_PAGE_URL),
            Environment.LIVE, told.get(SharedSettings.LIVE_PAGE_URL)),
        new BrowserSettings(
            programs.find(told.get(SessionHostSettings.BROWSER)),
            programs.find(told.get(SessionHostSettings.CHROMEDRIVER)),
            told.get(SharedSettings.CHROMIUM_ARGUMENTS)),
        new FfmpegPrograms(
            programs.find(told.get(SessionHostSettings.FFMPEG)),
            programs.find(told.get(SessionHostSettings.FFPROBE))),
        told.get(SharedSettings.DATA_FOLDER).toAbsolutePath().normalize(),
        new LeaseTiming(
            told.get(TimingSettings.LEASE_DURATION), told.get(TimingSettings.LEASE_RENEWAL)),
        new HostSessions.LookTiming(
            told.get(TimingSettings.LOOK),
            told.get(TimingSettings.LOOK_AT_HOSTS),
            told.get(TimingSettings.LOOK_AT_OWN)),
        told.get(SessionHostSettings.TASK_METADATA),
        told.get(SessionHostSettings.TASK_AGENT),
        browserTiming(told),
        told.get(TimingSettings.CALL_DEADLINE),
        told.get(TimingSettings.LONG_POLL),
        told.get(TimingSettings.COMMAND_VISIBILITY),
        told.get(TimingSettings.USAGE_INTERVAL),
        told.get(SharedSettings.PACKAGES_OF),
        told.get(SessionHostSettings.MEDIA_FROM_LOOPBACK),
        told.get(SessionHostSettings.EVENT_RECOVERY),
        told.get(SharedSettings.CLOCK_SHIFT));
  }

  private static BrowserTiming browserTiming(SettingValues told) {
    TimingSettings.Hours quiet = told.get(TimingSettings.QUIET_HOURS);
    return new BrowserTiming(
        told.get(TimingSettings.HEARTBEAT),
        told.get(TimingSettings.START_DEADLINE),
        told.get(TimingSettings.CHECKPOINT_INTERVAL),
        told.get(TimingSettings.MAX_SESSION_MEMORY),
        new IdleReload(
            told.get(TimingSettings.RELOAD_MEMORY),
            told.get(TimingSettings.RELOAD_IDLE),
            new QuietHours(quiet.from(), quiet.to(), told.get(TimingSettings.TIME_ZONE))));
  }

  /** The host's clock, for everything that does not use DynamoDB's time. */
  public Clock clock() {
    return clockShift.isZero() ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), clockShift);
  }
}
