package io.griot.functions.customers;

import io.griot.contract.CustomerItem;
import java.time.Period;
import java.util.regex.Pattern;

/**
 * The price and the limits of a subscription.
 *
 * @param id 1 to 40 of {@code a-z 0-9 -}
 * @param price of one period
 * @param period in months and years, or in days, by the calendar in UTC
 * @param liveSessions the number of sessions that live keys may have
 * @param testSessions the number of sessions that test keys may have
 */
public record Plan(
    String id, Money price, Period period, int liveSessions, int testSessions, FairUse fairUse) {
  /** The plan of customers without a plan of their own. */
  public static final String STANDARD = CustomerItem.DEFAULT_PLAN;

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  /**
   * A customer's shares of the common resources.
   *
   * @param requestsPerMinute the requests of each key
   * @param waitingCommands the commands of all the customer's sessions together
   * @param uploadsPerDay the number of files
   */
  public record FairUse(int requestsPerMinute, int waitingCommands, int uploadsPerDay) {
    public FairUse {
      if (requestsPerMinute < 1 || waitingCommands < 1 || uploadsPerDay < 0) {
        throw new IllegalArgumentException("a limit that lets nothing through");
      }
    }
  }

  public Plan {
    if (!isId(id)) {
      throw new IllegalArgumentException("plan id is not 1-40 of a-z 0-9 -");
    }
    boolean hasMonths = !period.withDays(0).isZero();
    boolean hasDays = !period.withYears(0).withMonths(0).isZero();
    if (period.isNegative() || hasMonths == hasDays) {
      throw new IllegalArgumentException("a period has months or days, and more than none");
    }
    if (price.minor() < 0 || liveSessions < 0 || testSessions < 0) {
      throw new IllegalArgumentException("a price and a number of sessions are not below 0");
    }
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
