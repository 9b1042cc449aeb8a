package io.griot.local.chaos;

import java.util.Locale;

/**
 * Every way in which a run makes something fail. The numbers are seconds: how long it lasts, from
 * and to.
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

  /** What fails. */
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
   * When what a page was given may be lost before it is in the events' queue: a host that dies has
   * some of it in memory.
   */
  public enum Loss {
    NONE,
    /** None; but what comes while it lasts waits in the host. */
    DELAY,
    /** What came shortly before it. */
    AT_ONCE,
    /** That, and what comes while it lasts. */
    WHILE
  }

  /**
   * Faults that come one after the other in a run that makes each class once. Lanes run side by
   * side, so that such a run is short: first those that need hosts and browsers to be seen on, then
   * those that take hosts and browsers away, and the API's beside both.
   */
  public enum Lane {
    /** Whatever ends a host. */
    HOSTS,
    /** Hosts that stand still and go on. */
    STALLS,
    /** Browsers that die and grow. */
    BROWSERS,
    /** Browsers that stand still: it takes half a minute until one is replaced. */
    HANGS,
    WHATSAPP,
    DYNAMODB,
    SQS,
    S3,
    API;

    /** Whether hosts and browsers must be there. */
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

  /** How often it comes while each of the others comes as often as its own weight says. */
  public int weight() {
    return weight;
  }

  /** How long it lasts at least, in seconds. */
  public int shortestSeconds() {
    return shortest;
  }

  /** How long it lasts at most, in seconds. */
  public int longestSeconds() {
    return longest;
  }

  /** Behind which others it is made in a run that makes each class once. */
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

  /** Whether sessions can only come back once it is over: times then count from there. */
  public boolean countsFromItsEnd() {
    return switch (group) {
      case HOST, BROWSER, DISK, CLOCK -> false;
      case WHATSAPP, DYNAMODB, SQS, S3, API -> true;
    };
  }

  /** As it is written on the command line: {@code host-killed}. */
  public String label() {
    return written(this);
  }

  /** A constant as it is written on the command line. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
