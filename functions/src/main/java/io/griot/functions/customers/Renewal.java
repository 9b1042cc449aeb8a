package io.griot.functions.customers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The effect of a payment on a subscription. Pure; the calendar's months, in UTC.
 *
 * <p>Who pays while everything works, in the grace period too, is paid from where the paid time
 * ends: nobody loses a day by paying early or gains one by paying late. Who pays after a suspension
 * is paid from the day of the payment: there was no service in between.
 *
 * <p>Months keep their day: what was paid until 31 January is then paid until 28 February and 31
 * March. That day is stored, because 28 February alone does not tell it.
 *
 * @param from where the paid time begins
 * @param until where it ends
 * @param billingDay the day of the month that is kept
 */
public record Renewal(Instant from, Instant until, int billingDay) {
  /** More than anybody pays ahead. */
  private static final int MOST_PERIODS = 10_000;

  /**
   * The subscription after a payment of now.
   *
   * @param periods how many are paid; below 0 takes them back
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
   * When the period began that now is in: of the paid time, or of the grace period after it; the
   * calendar's month where nothing is paid, or without an end.
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

  /** Time that is taken back is taken from the end, wherever it is. */
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
