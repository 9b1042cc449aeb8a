package io.griot.local.chaos;

import java.util.Locale;

/**
 * The classes of faults in a run. The numbers are a weight, and the minimum and maximum duration in
 * seconds.
 */
public enum FaultClass {
  HOST_KILLED(Group.HOST, Loss.AT_ONCE, 10, 2, 10),
  HOST_AND_BROWSERS_KILLED(Group.HOST, Loss.AT_ONCE, 10, 2, 10),
  HOST_STALLED_BRIEFLY(Group.HOST, Loss.NONE, 1, 5, 5),
  HOST_STALLED(Group.HOST, Loss.WHILE, 4, 18, 30),
  HOST_FROZEN(Group.HOST, Loss.WHILE, 3, 18, 30),
  HOST_STOPPED(Group.HOST, Loss.NONE, 3, 1, 3),
  HOST_STOPPED_TWICE(Group.HOST, Loss.NONE, 1, 1, 3),
  HOSTS_ROLLED(Group.HOST, Loss.NONE, 1, 1, 1),
  BROWSER_KILLED(Group.BROWSER, Loss.AT_ONCE, 2, 1, 3),
  BROWSER_HUNG(Group.BROWSER, Loss.WHILE, 1, 30, 40),
  BROWSER_GREW(Group.BROWSER, Loss.WHILE, 1, 35, 40),
  SOCKET_CUT(Group.WHATSAPP, Loss.NONE, 2, 1, 3),
  NETWORK_AWAY(Group.WHATSAPP, Loss.NONE, 1, 3, 25),
  PAGE_DEAF(Group.WHATSAPP, Loss.NONE, 1, 10, 30),
  SENDS_REFUSED(Group.WHATSAPP, Loss.NONE, 1, 2, 8),
  DYNAMODB_SLOW(Group.DYNAMODB, Loss.WHILE, 1, 2, 20),
  DYNAMODB_REFUSE(Group.DYNAMODB, Loss.WHILE, 2, 2, 35),
  DYNAMODB_HANG(Group.DYNAMODB, Loss.WHILE, 2, 2, 35),
  DYNAMODB_LATE(Group.DYNAMODB, Loss.WHILE, 4, 17, 35),
  DYNAMODB_THROTTLE(Group.DYNAMODB, Loss.WHILE, 1, 2, 20),
  DYNAMODB_ERROR_AFTER_WORK(Group.DYNAMODB, Loss.WHILE, 1, 2, 15),
  DYNAMODB_CUT_AFTER_WORK(Group.DYNAMODB, Loss.WHILE, 1, 2, 15),
  SQS_SLOW(Group.SQS, Loss.DELAY, 1, 2, 20),
  SQS_REFUSE(Group.SQS, Loss.DELAY, 1, 2, 20),
  SQS_HANG(Group.SQS, Loss.DELAY, 1, 2, 20),
  SQS_LATE(Group.SQS, Loss.DELAY, 1, 2, 20),
  SQS_THROTTLE(Group.SQS, Loss.DELAY, 1, 2, 20),
  SQS_ERROR_AFTER_WORK(Group.SQS, Loss.DELAY, 1, 2, 15),
  SQS_CUT_AFTER_WORK(Group.SQS, Loss.DELAY, 1, 2, 15),
  S3_SLOW(Group.S3, Loss.NONE, 1, 2, 20),
  S3_REFUSE(Group.S3, Loss.NONE, 1, 2, 20),
  S3_HANG(Group.S3, Loss.NONE, 1, 2, 20),
  S3_LATE(Group.S3, Loss.NONE, 1, 2, 20),
  S3_THROTTLE(Group.S3, Loss.NONE, 1, 2, 20),
  S3_ERROR_AFTER_WORK(Group.S3, Loss.NONE, 1, 2, 15),
  S3_CUT_AFTER_WORK(Group.S3, Loss.NONE, 1, 2, 15),
  API_KILLED(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_CHECKED(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_CODE_ASKED(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_TURN_TAKEN(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_STORED(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_STORED_AGAIN(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_BODY_STORED(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_SENT(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_PENDING(Group.API, Loss.NONE, 1, 1, 3),
  API_DIES_ANSWER_READY(Group.API, Loss.NONE, 1, 1, 3),
  DISK_FULL(Group.DISK, Loss.WHILE, 1, 5, 20),
  PROFILE_UNREADABLE(Group.DISK, Loss.AT_ONCE, 1, 1, 5),
  CHECKPOINT_DAMAGED(Group.DISK, Loss.NONE, 1, 1, 5),
  CLOCK_SHIFTED(Group.CLOCK, Loss.NONE, 1, 1, 3);

  /** The part that fails. */
  public enum Group {
    HOST,
    BROWSER,
    WHATSAPP,
    DYNAMODB,
    SQS,
    S3,
    API,
    DISK,
    CLOCK
  }

  /**
   * The time in which events from a page may be lost before they are in the queue. A dying host
   * loses the events in its memory.
   */
  public enum Loss {
    NONE,
    /** No event is lost, but events during the fault wait in the host. */
    DELAY,
    /** Events shortly before the fault may be lost. */
    AT_ONCE,
    /** Events shortly before and during the fault may be lost. */
    WHILE
  }

  /**
   * Groups of faults in a run that makes each class once. The faults of a lane follow one another;
   * lanes run side by side, so that the run is short: first the lanes that need running hosts and
   * browsers, then those that take them away; the API's lane runs beside both.
   */
  public enum Lane {
    /** Faults that end a host. */
    HOSTS,
    /** Hosts that stop and continue. */
    STALLS,
    /** Browsers that die or grow. */
    BROWSERS,
    /** Browsers that stop: the host needs half a minute to replace one. */
    HANGS,
    WHATSAPP,
    DYNAMODB,
    SQS,
    S3,
    API;

    /** Whether hosts and browsers must be running. */
    boolean needsHosts() {
      return switch (this) {
        case BROWSERS, WHATSAPP, DYNAMODB, SQS, S3 -> true;
        case HOSTS, STALLS, HANGS, API -> false;
      };
    }
  }

  private static final int LONG = 10;

  private final Group group;
  private final Loss loss;
  private final int weight;
  private final int shortest;
  private final int longest;

  FaultClass(Group group, Loss loss, int weight, int shortest, int longest) {
    this.group = group;
    this.loss = loss;
    this.weight = weight;
    this.shortest = shortest;
    this.longest = longest;
  }

  public Group group() {
    return group;
  }

  public Loss loss() {
    return loss;
  }

  /** The frequency relative to the other classes. */
  public int weight() {
    return weight;
  }

  /** The minimum duration in seconds. */
  public int shortestSeconds() {
    return shortest;
  }

  /** The maximum duration in seconds. */
  public int longestSeconds() {
    return longest;
  }

  /** The lane of the class in a run that makes each class once. */
  public Lane lane() {
    return switch (group) {
      case HOST, DISK, CLOCK -> shortest >= LONG ? Lane.STALLS : Lane.HOSTS;
      case BROWSER -> this == BROWSER_HUNG ? Lane.HANGS : Lane.BROWSERS;
      case WHATSAPP -> Lane.WHATSAPP;
      case DYNAMODB -> Lane.DYNAMODB;
      case SQS -> Lane.SQS;
      case S3 -> Lane.S3;
      case API -> Lane.API;
    };
  }

  /** Whether sessions can only recover after the fault's end, so that times count from there. */
  public boolean countsFromItsEnd() {
    return switch (group) {
      case HOST, BROWSER, DISK, CLOCK -> false;
      case WHATSAPP, DYNAMODB, SQS, S3, API -> true;
    };
  }

  /** The name on the command line: {@code host-killed}. */
  public String label() {
    return written(this);
  }

  /** The name of a constant on the command line. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
