package io.griot.functions.customers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The effect of a payment on a subscription. A pure function, with calendar months in UTC.
 *
 * <p>A payment before a suspension, in the grace period too, extends the paid time from its end:
 * nobody loses a day by paying early or gains one by paying late. A payment after a suspension
 * counts from the day of the payment, since there was no service in between.
 *
 * <p>Months keep their day: a time paid until 31 January is extended to 28 February, then to 31
 * March. That day is stored, because it cannot be derived from 28 February.
 *
 * @param from where the paid time begins
 * @param until where it ends
 * @param billingDay the day of the month that is kept
 */
public record Renewal(Instant from, Instant until, int billingDay) {
  /** The largest number of periods, more than anybody pays in advance. */
  private static final int MOST_PERIODS = 10_000;

  /**
   * The subscription after a payment at the given time.
   *
   * @param periods the number of periods paid; negative for a refund
   */
  public static Renewal of(Subscription subscription, Plan plan, int periods, Instant now) {
    Optional<Instant> end = subscription.paidUntil().filter(at -> continues(at, periods, now));
    Instant from = end.orElse(now);
    int day =
        end.flatMap(at -> subscription.billingDay())
            .orElseGet(() -> from.atZone(ZoneOffset.UTC).getDayOfMonth());
    return new Renewal(from, after(from, plan, periods, day), day);
  }

  /**
   * The beginning of the period in which the given time is: of the paid time, or of the grace
   * period after it; the calendar month where nothing is paid, or the paid time has no end.
   */
  public static Instant periodBegan(Subscription subscription, Plan plan, Instant now) {
    Optional<Instant> end = subscription.paidUntil().filter(any -> subscription.at(now).serves());
    if (end.isEmpty()) {
      return YearMonth.from(now.atZone(ZoneOffset.UTC))
          .atDay(1)
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    }
    Instant began = end.get();
    for (int paidAhead = 1; began.isAfter(now) && paidAhead <= MOST_PERIODS; paidAhead++) {
      began = of(subscription, plan, -paidAhead, now).until();
    }
    return began;
  }

  /**
   * Whether the periods are added to the end of the paid time. A refund is always taken from the
   * end, wherever it is.
   */
  private static boolean continues(Instant paidUntil, int periods, Instant now) {
    return periods < 0 || now.isBefore(paidUntil.plus(Standing.GRACE));
  }

  private static Instant after(Instant from, Plan plan, int periods, int day) {
    ZonedDateTime start = from.atZone(ZoneOffset.UTC);
    if (plan.period().toTotalMonths() == 0) {
      return start.plus(plan.period().multipliedBy(periods)).toInstant();
    }
    YearMonth month = YearMonth.from(start).plusMonths(plan.period().toTotalMonths() * periods);
    LocalDate date = month.atDay(Math.min(day, month.lengthOfMonth()));
    return ZonedDateTime.of(date, start.toLocalTime(), ZoneOffset.UTC).toInstant();
  }
}
