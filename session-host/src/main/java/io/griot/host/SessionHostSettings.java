package io.griot.host;

import static io.griot.contract.settings.SharedSettings.BUCKET;
import static io.griot.contract.settings.SharedSettings.CHROMIUM_ARGUMENTS;
import static io.griot.contract.settings.SharedSettings.CLOCK_SHIFT;
import static io.griot.contract.settings.SharedSettings.DATA_FOLDER;
import static io.griot.contract.settings.SharedSettings.DYNAMODB_ENDPOINT;
import static io.griot.contract.settings.SharedSettings.LIVE_PAGE_URL;
import static io.griot.contract.settings.SharedSettings.PACKAGES_OF;
import static io.griot.contract.settings.SharedSettings.PARALLEL_STARTS;
import static io.griot.contract.settings.SharedSettings.PREFIX;
import static io.griot.contract.settings.SharedSettings.PROGRAM_FOLDERS;
import static io.griot.contract.settings.SharedSettings.REGION;
import static io.griot.contract.settings.SharedSettings.S3_ENDPOINT;
import static io.griot.contract.settings.SharedSettings.SLOTS;
import static io.griot.contract.settings.SharedSettings.SQS_ENDPOINT;
import static io.griot.contract.settings.SharedSettings.TEST_PAGE_URL;
import static io.griot.contract.settings.ValueTypes.httpAddress;
import static io.griot.contract.settings.ValueTypes.program;
import static io.griot.contract.settings.ValueTypes.text;
import static io.griot.contract.settings.ValueTypes.yesOrNo;

import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Setting;
import java.net.URI;
import java.util.Optional;

/**
 * All settings of a session host. {@code SharedSettings} contains those that it shares with other
 * processes, {@link TimingSettings} the durations.
 */
public final class SessionHostSettings {
  public static final Setting<String> HOST_ID =
      Setting.of(
          "GRIOT_HOST_ID",
          text("[\\w-]{1,60}", "1 to 60 letters, digits, _ or -", "host"),
          "host",
          "what the host's id begins with; the id itself is new with every process. The data folder"
              + " keeps the last one, so that a host that comes back finds its sessions");

  public static final Setting<String> BROWSER =
      Setting.of(
          "GRIOT_BROWSER",
          program(),
          "chromium-headless-shell",
          "the browser; `chromium` is full Chromium, with `--headless=new`");

  public static final Setting<String> CHROMEDRIVER =
      Setting.of(
          "GRIOT_CHROMEDRIVER", program(), "chromedriver", "its driver, of the same version");

  public static final Setting<String> FFMPEG =
      Setting.of("GRIOT_FFMPEG", program(), "ffmpeg", "what converts media");

  public static final Setting<String> FFPROBE =
      Setting.of("GRIOT_FFPROBE", program(), "ffprobe", "what looks into media");

  static final Setting<Boolean> MEDIA_FROM_LOOPBACK =
      Setting.of(
          "GRIOT_MEDIA_FROM_LOOPBACK",
          yesOrNo(),
          false,
          "for tests: media that a request gives by its address may come from this machine");

  static final Setting<Boolean> EVENT_RECOVERY =
      Setting.of(
          "GRIOT_EVENT_RECOVERY",
          yesOrNo(),
          true,
          "whether pages keep events until they are stored, and are asked for what died with a page"
              + " or a host. Without it such events are lost: for the case that a new version of"
              + " WhatsApp Web makes the search do harm, and to see what it is worth");

  static final Setting<Optional<URI>> TASK_METADATA =
      Setting.optional(
              "ECS_CONTAINER_METADATA_URI_V4",
              httpAddress(),
              "where ECS tells a task its name and version")
          .withShownStandard("set by ECS");

  static final Setting<Optional<URI>> TASK_AGENT =
      Setting.optional(
              "ECS_AGENT_URI", httpAddress(), "where a task protects itself from being stopped")
          .withShownStandard("set by ECS");

  /** All of them, in the order of the documentation. */
  public static final ProcessSettings ALL =
      ProcessSettings.of(
              PREFIX,
              BUCKET,
              REGION,
              DYNAMODB_ENDPOINT,
              SQS_ENDPOINT,
              S3_ENDPOINT,
              HOST_ID,
              SLOTS,
              PARALLEL_STARTS,
              TEST_PAGE_URL,
              LIVE_PAGE_URL,
              BROWSER,
              CHROMEDRIVER,
              CHROMIUM_ARGUMENTS,
              FFMPEG,
              FFPROBE,
              PROGRAM_FOLDERS,
              DATA_FOLDER)
          .and(TimingSettings.ALL)
          .and(
              ProcessSettings.of(
                  PACKAGES_OF,
                  EVENT_RECOVERY,
                  MEDIA_FROM_LOOPBACK,
                  CLOCK_SHIFT,
                  TASK_METADATA,
                  TASK_AGENT));

  private SessionHostSettings() {}
}
