package io.griot.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.settings.SettingValues;
import io.griot.host.browser.BrowserSettings;
import io.griot.host.lease.LeaseTiming;
import io.griot.host.media.FfmpegPrograms;
import io.griot.host.session.BrowserTiming;
import io.griot.host.session.HostSessions;
import io.griot.host.session.IdleReload;
import io.griot.host.session.QuietHours;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SessionHostConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("GRIOT_BUCKET", "objects", "GRIOT_TEST_PAGE_URL", "http://127.0.0.1:8080/");

  @Test
  void hasADefaultForAllButBucketAndTestPage() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("GRIOT_BROWSER", "/opt/chromium");
    environment.put("GRIOT_CHROMEDRIVER", "/opt/chromedriver");
    environment.put("GRIOT_FFMPEG", "/opt/ffmpeg");
    environment.put("GRIOT_FFPROBE", "/opt/ffprobe");
    assertThat(SessionHostConfig.of(environment))
        .isEqualTo(
            new SessionHostConfig(
                new Names("griot"),
                "objects",
                "af-south-1",
                new SessionHostConfig.Endpoints(
                    Optional.empty(), Optional.empty(), Optional.empty()),
                "host",
                10,
                4,
                Map.of(
                    Environment.TEST,
                    URI.create("http://127.0.0.1:8080/"),
                    Environment.LIVE,
                    URI.create("https://web.whatsapp.com/")),
                new BrowserSettings(
                    Path.of("/opt/chromium"), Path.of("/opt/chromedriver"), List.of()),
                new FfmpegPrograms(Path.of("/opt/ffmpeg"), Path.of("/opt/ffprobe")),
                Path.of(".griot/host").toAbsolutePath(),
                new LeaseTiming(Duration.ofSeconds(15), Duration.ofSeconds(4)),
                new HostSessions.LookTiming(
                    Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(15)),
                Optional.empty(),
                Optional.empty(),
                new BrowserTiming(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(90),
                    Duration.ofMinutes(10),
                    1500L << 20,
                    new IdleReload(
                        700L << 20,
                        Duration.ofMinutes(15),
                        new QuietHours(
                            LocalTime.of(1, 0), LocalTime.of(5, 0), ZoneId.of("Africa/Abidjan")))),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Optional.empty(),
                false,
                true,
                Duration.ZERO));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> environment = new HashMap<>();
    environment.put("GRIOT_PREFIX", "shop");
    environment.put("GRIOT_BUCKET", "things");
    environment.put("GRIOT_REGION", "eu-west-3");
    environment.put("GRIOT_DYNAMODB_ENDPOINT", "http://127.0.0.1:1/");
    environment.put("GRIOT_SQS_ENDPOINT", "http://127.0.0.1:2/");
    environment.put("GRIOT_S3_ENDPOINT", "http://127.0.0.1:3/");
    environment.put("GRIOT_HOST_ID", "host-7");
    environment.put("GRIOT_SLOTS", "3");
    environment.put("GRIOT_PARALLEL_STARTS", "2");
    environment.put("GRIOT_TEST_PAGE_URL", "http://127.0.0.1:4/");
    environment.put("GRIOT_LIVE_PAGE_URL", "https://127.0.0.1:5/");
    environment.put("GRIOT_BROWSER", "/opt/chromium");
    environment.put("GRIOT_CHROMEDRIVER", "/opt/chromedriver");
    environment.put("GRIOT_FFMPEG", "/opt/ffmpeg");
    environment.put("GRIOT_FFPROBE", "/opt/ffprobe");
    environment.put("GRIOT_CHROMIUM_ARGUMENTS", " --no-sandbox  --lang=fr ");
    environment.put("GRIOT_DATA_FOLDER", "/data");
    environment.put("GRIOT_LEASE_DURATION", "12s");
    environment.put("GRIOT_LEASE_RENEWAL", "4000ms");
    environment.put("GRIOT_LOOK", "300ms");
    environment.put("GRIOT_LOOK_AT_HOSTS", "600ms");
    environment.put("GRIOT_LOOK_AT_OWN", "5s");
    environment.put("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1:6/v4/task");
    environment.put("ECS_AGENT_URI", "http://127.0.0.1:7/api/task");
    environment.put("GRIOT_HEARTBEAT", "1s");
    environment.put("GRIOT_START_DEADLINE", "2m");
    environment.put("GRIOT_CHECKPOINT_INTERVAL", "1h");
    environment.put("GRIOT_MAX_SESSION_MEMORY", "2GiB");
    environment.put("GRIOT_RELOAD_MEMORY", "500MiB");
    environment.put("GRIOT_RELOAD_IDLE", "1h");
    environment.put("GRIOT_QUIET_HOURS", "23:30-04:15");
    environment.put("GRIOT_TIME_ZONE", "Africa/Porto-Novo");
    environment.put("GRIOT_CALL_DEADLINE", "30s");
    environment.put("GRIOT_LONG_POLL", "2s");
    environment.put("GRIOT_COMMAND_VISIBILITY", "6s");
    environment.put("GRIOT_USAGE_INTERVAL", "2m");
    environment.put("GRIOT_PACKAGES_OF", "2026-01-05");
    environment.put("GRIOT_EVENT_RECOVERY", "false");
    environment.put("GRIOT_MEDIA_FROM_LOOPBACK", "true");
    environment.put("GRIOT_CLOCK_SHIFT", "-5m");
    assertThat(SessionHostConfig.of(environment))
        .isEqualTo(
            new SessionHostConfig(
                new Names("shop"),
                "things",
                "eu-west-3",
                new SessionHostConfig.Endpoints(
                    Optional.of(URI.create("http://127.0.0.1:1/")),
                    Optional.of(URI.create("http://127.0.0.1:2/")),
                    Optional.of(URI.create("http://127.0.0.1:3/"))),
                "host-7",
                3,
                2,
                Map.of(
                    Environment.TEST,
                    URI.create("http://127.0.0.1:4/"),
                    Environment.LIVE,
                    URI.create("https://127.0.0.1:5/")),
                new BrowserSettings(
                    Path.of("/opt/chromium"),
                    Path.of("/opt/chromedriver"),
                    List.of("--no-sandbox", "--lang=fr")),
                new FfmpegPrograms(Path.of("/opt/ffmpeg"), Path.of("/opt/ffprobe")),
                Path.of("/data"),
                new LeaseTiming(Duration.ofSeconds(12), Duration.ofSeconds(4)),
                new HostSessions.LookTiming(
                    Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofSeconds(5)),
                Optional.of(URI.create("http://127.0.0.1:6/v4/task")),
                Optional.of(URI.create("http://127.0.0.1:7/api/task")),
                new BrowserTiming(
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(2),
                    Duration.ofHours(1),
                    2L << 30,
                    new IdleReload(
                        500L << 20,
                        Duration.ofHours(1),
                        new QuietHours(
                            LocalTime.of(23, 30),
                            LocalTime.of(4, 15),
                            ZoneId.of("Africa/Porto-Novo")))),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                Duration.ofMinutes(2),
                Optional.of(LocalDate.of(2026, 1, 5)),
                true,
                false,
                Duration.ofMinutes(-5)));
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            SessionHostConfig.of(
                Map.of(
                    "GRIOT_PREFIX",
                    "Not A Prefix",
                    "GRIOT_SLOTS",
                    "0",
                    "GRIOT_LEASE_RENEWAL",
                    "20s",
                    "GRIOT_HEARTBEAT",
                    "often",
                    "GRIOT_LONG_POLL",
                    "30s",
                    "GRIOT_QUIET_HOURS",
                    "24:00-05:00",
                    "GRIOT_TIME_ZONE",
                    "Africa/Wagadu")))
        .withMessageContainingAll(
            "GRIOT_BUCKET is missing: it is the name of an S3 bucket, for example griot-objects",
            "GRIOT_TEST_PAGE_URL is missing: it is an http or https address, for example http",
            "GRIOT_PREFIX is not 1 to 20 of a-z 0-9 -, for example griot",
            "GRIOT_SLOTS is not a whole number from 1 to 999, for example 10",
            "GRIOT_LEASE_RENEWAL is more than a third of GRIOT_LEASE_DURATION",
            "GRIOT_HEARTBEAT is not a duration in ms, s, m or h, for example 5s",
            "GRIOT_LONG_POLL is not a duration from 1s to 20s, for example 20s",
            "GRIOT_QUIET_HOURS is not two times of the day with - between them, for example 01:00-05:00",
            "GRIOT_TIME_ZONE is not the name of a time zone, for example Africa/Abidjan");
  }

  @Test
  void hasNoSettingThatNobodyReads() {
    SettingValues told = SessionHostSettings.ALL.read(LEAST);

    SessionHostConfig.of(told);

    assertThat(told.unreadKeys()).isEmpty();
  }

  @Test
  void findsProgramsInTheFoldersOfThePath() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("PATH", "/no/such/folder:/bin");
    environment.put("GRIOT_FFMPEG", "sh");
    environment.put("GRIOT_FFPROBE", "no-such-program");

    FfmpegPrograms found = SessionHostConfig.of(environment).ffmpeg();

    assertThat(found).isEqualTo(new FfmpegPrograms(Path.of("/bin/sh"), Path.of("no-such-program")));
  }
}
