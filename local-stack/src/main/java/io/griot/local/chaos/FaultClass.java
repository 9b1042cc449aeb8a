package io.griot.local.chaos;

import java.util.Locale;

/**
 * Every way in which a run makes something fail. The numbers are seconds: how long it lasts, from
 * and to.
 */
public enum FaultClass {
  HOST_KILLED(Group.HOST, 4, 2, 10),
  HOST_AND_BROWSERS_KILLED(Group.HOST, 4, 2, 10),
  HOST_STALLED_BRIEFLY(Group.HOST, 1, 5, 5),
  HOST_STALLED(Group.HOST, 2, 18, 30),
  HOST_FROZEN(Group.HOST, 2, 18, 30),
  HOST_STOPPED(Group.HOST, 2, 1, 3),
  HOST_STOPPED_TWICE(Group.HOST, 1, 1, 3),
  HOSTS_ROLLED(Group.HOST, 1, 1, 1),
  BROWSER_KILLED(Group.BROWSER, 2, 1, 3),
  BROWSER_HUNG(Group.BROWSER, 1, 30, 40),
  BROWSER_GREW(Group.BROWSER, 1, 1, 1),
  SOCKET_CUT(Group.WHATSAPP, 2, 1, 3),
  NETWORK_AWAY(Group.WHATSAPP, 1, 3, 25),
  PAGE_DEAF(Group.WHATSAPP, 1, 10, 30);

  /** What fails. */
  public enum Group {
    HOST,
    BROWSER,
    WHATSAPP
  }

  private final Group group;
  private final int weight;
  private final int shortest;
  private final int longest;

  FaultClass(Group group, int weight, int shortest, int longest) {
    this.group = group;
    this.weight = weight;
    this.shortest = shortest;
    this.longest = longest;
  }

  public Group group() {
    return group;
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

  /** Whether sessions can only come back once it is over: times then count from there. */
  public boolean countsFromItsEnd() {
    return group == Group.WHATSAPP;
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
