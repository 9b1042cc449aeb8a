package io.griot.host;

import static io.griot.contract.settings.QuantityTypes.bytes;
import static io.griot.contract.settings.QuantityTypes.duration;

import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Rule;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.ValueType;
import io.griot.contract.settings.ValueTypes;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** The settings of a session host's intervals, deadlines and hours. */
public final class TimingSettings {
  public static final Setting<Duration> LEASE_DURATION =
      Setting.of(
          "GRIOT_LEASE_DURATION",
          duration(),
          Duration.ofSeconds(15),
          "after how long without a heartbeat other hosts take a host's sessions; hosts may differ"
              + " in it");

  public static final Setting<Duration> LEASE_RENEWAL =
      Setting.of(
          "GRIOT_LEASE_RENEWAL",
          duration(),
          Duration.ofSeconds(4),
          "how often a host's heartbeat is renewed; at most a third of the duration");

  static final Setting<Duration> LOOK =
      Setting.of(
          "GRIOT_LOOK",
          duration(),
          Duration.ofSeconds(1),
          "how often sessions that wait are looked for");

  static final Setting<Duration> LOOK_AT_HOSTS =
      Setting.of(
          "GRIOT_LOOK_AT_HOSTS",
          duration(),
          Duration.ofSeconds(2),
          "how often all hosts' heartbeats are read");

  static final Setting<Duration> LOOK_AT_OWN =
      Setting.of(
          "GRIOT_LOOK_AT_OWN",
          duration(),
          Duration.ofSeconds(15),
          "how often its own sessions are read when nobody pokes it");

  public static final Setting<Duration> HEARTBEAT =
      Setting.of(
          "GRIOT_HEARTBEAT",
          duration(),
          Duration.ofSeconds(5),
          "how often a page is asked whether it lives: it has twice that to answer, and is replaced"
              + " after five times that in silence");

  static final Setting<Duration> START_DEADLINE =
      Setting.of(
          "GRIOT_START_DEADLINE",
          duration(),
          Duration.ofSeconds(90),
          "within which a new page must speak");

  public static final Setting<Duration> CHECKPOINT_INTERVAL =
      Setting.of(
          "GRIOT_CHECKPOINT_INTERVAL",
          duration(),
          Duration.ofMinutes(10),
          "how often a changed profile is stored");

  public static final Setting<Long> MAX_SESSION_MEMORY =
      Setting.of(
          "GRIOT_MAX_SESSION_MEMORY",
          bytes(),
          1500L << 20,
          "a browser that grows beyond it is replaced");

  public static final Setting<Long> RELOAD_MEMORY =
      Setting.of(
          "GRIOT_RELOAD_MEMORY",
          bytes(),
          700L << 20,
          "a page whose browser grew beyond it is loaded anew in the quiet hours, once a night");

  public static final Setting<Duration> RELOAD_IDLE =
      Setting.of(
          "GRIOT_RELOAD_IDLE",
          duration(),
          Duration.ofMinutes(15),
          "how long a page must have had no command before it is loaded anew");

  public static final Setting<Hours> QUIET_HOURS =
      Setting.of(
          "GRIOT_QUIET_HOURS",
          Hours.TYPE,
          new Hours(LocalTime.of(1, 0), LocalTime.of(5, 0)),
          "the quiet hours of the day; equal times are the whole day");

  public static final Setting<ZoneId> TIME_ZONE =
      Setting.of(
          "GRIOT_TIME_ZONE",
          ValueTypes.timeZone(),
          ZoneId.of("Africa/Abidjan"),
          "the time zone of the quiet hours");

  public static final Setting<Duration> CALL_DEADLINE =
      Setting.of(
          "GRIOT_CALL_DEADLINE",
          duration(),
          Duration.ofSeconds(60),
          "how long the page may work on one command, unless the catalogue gives its operation less"
              + " (`deadlineSeconds`); the host waits 5 s longer");

  /** The duration of a long poll. SQS's longest is the cheapest. */
  public static final Setting<Duration> LONG_POLL =
      Setting.of(
          "GRIOT_LONG_POLL",
          duration(Duration.ofSeconds(1), Duration.ofSeconds(20)),
          Duration.ofSeconds(20),
          "how long a receive from a queue waits");

  /**
   * The visibility timeout of commands. SQS allows at most twelve hours. The host extends it three
   * times as often.
   */
  static final Setting<Duration> COMMAND_VISIBILITY =
      Setting.of(
          "GRIOT_COMMAND_VISIBILITY",
          duration(Duration.ofSeconds(3), Duration.ofHours(12)),
          Duration.ofSeconds(20),
          "how long a command that a host took stays hidden from others when the host dies");

  public static final Setting<Duration> USAGE_INTERVAL =
      Setting.of(
          "GRIOT_USAGE_INTERVAL",
          duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          Duration.ofMinutes(5),
          "how often it is stored what customers used; a host that dies loses what it counted since");

  static final ProcessSettings ALL =
      ProcessSettings.of(
              LEASE_DURATION,
              LEASE_RENEWAL,
              LOOK,
              LOOK_AT_HOSTS,
              LOOK_AT_OWN,
              HEARTBEAT,
              START_DEADLINE,
              CHECKPOINT_INTERVAL,
              MAX_SESSION_MEMORY,
              RELOAD_MEMORY,
              RELOAD_IDLE,
              QUIET_HOURS,
              TIME_ZONE,
              CALL_DEADLINE,
              LONG_POLL,
              COMMAND_VISIBILITY,
              USAGE_INTERVAL)
          .with(
              Rule.holds(
                  "GRIOT_LEASE_RENEWAL is more than a third of GRIOT_LEASE_DURATION",
                  values ->
                      values
                              .get(LEASE_RENEWAL)
                              .multipliedBy(3)
                              .compareTo(values.get(LEASE_DURATION))
                          <= 0,
                  LEASE_RENEWAL,
                  LEASE_DURATION));

  private TimingSettings() {}

  /** A range of hours of the day. */
  public record Hours(LocalTime from, LocalTime to) {
    private static final Pattern PATTERN =
        Pattern.compile("([0-2]\\d:[0-5]\\d)-([0-2]\\d:[0-5]\\d)");

    static final ValueType<Hours> TYPE =
        new ValueType<>(
            "two times of the day with - between them",
            "01:00-05:00",
            Hours::parse,
            hours -> hours.from() + "-" + hours.to());

    private static Hours parse(String text) {
      var parts = PATTERN.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("not two times");
      }
      return new Hours(LocalTime.parse(parts.group(1)), LocalTime.parse(parts.group(2)));
    }
  }
}
