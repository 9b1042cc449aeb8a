package io.griot.functions.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests subscriptions over years with a simulated clock. */
class SubscriptionYearTest {
  private static final Plan MONTHLY = Objects.requireNonNull(PlanJson.BUILT_IN.get(Plan.STANDARD));

  @Test
  void hasAStandardPlanOfTenThousandFrancsAMonth() {
    assertThat(MONTHLY.price()).isEqualTo(new Money(10_000, "XOF"));
    assertThat(MONTHLY.period()).isEqualTo(Period.ofMonths(1));
  }

  /** The events in order for a customer who signs up on 31 January of a leap year. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void walksThroughAYear(boolean early) {
    Walk walk = new Walk("2028-01-31T10:00:00Z");
    walk.pay(1);
    walk.expect("ACTIVE", "2028-02-29T10:00:00Z");

    walk.to(early ? "2028-02-20T00:00:00Z" : "2028-03-02T09:00:00Z"); // in time, or in grace
    walk.expect(early ? "ACTIVE" : "GRACE", "2028-02-29T10:00:00Z");
    walk.pay(1);
    walk.expect("ACTIVE", "2028-03-31T10:00:00Z");
    walk.pay(1); // twice in a month
    walk.expect("ACTIVE", "2028-04-30T10:00:00Z");

    walk.to("2028-04-30T10:00:00Z");
    walk.expect("GRACE", "2028-04-30T10:00:00Z");
    walk.to("2028-05-03T10:00:00Z");
    walk.expect("SUSPENDED", "2028-04-30T10:00:00Z");
    assertThat(walk.sessionsRun()).isTrue();
    walk.to("2028-05-10T10:00:00Z");
    assertThat(walk.sessionsRun()).isFalse();

    walk.to("2028-05-15T12:30:00Z"); // after a suspension, from the day of the payment
    walk.pay(1);
    walk.expect("ACTIVE", "2028-06-15T12:30:00Z");
    walk.pay(3);
    walk.expect("ACTIVE", "2028-09-15T12:30:00Z");

    walk.to("2028-08-01T00:00:00Z");
    walk.suspend();
    walk.expect("SUSPENDED", "2028-09-15T12:30:00Z");
    walk.pay(1); // does not end the operator's suspension
    walk.expect("SUSPENDED", "2028-10-15T12:30:00Z");
    walk.resume();
    walk.expect("ACTIVE", "2028-10-15T12:30:00Z");

    walk.pay(-2); // a refund
    walk.expect("ACTIVE", "2028-08-15T12:30:00Z");
    walk.to("2028-08-15T12:30:00Z");
    walk.expect("GRACE", "2028-08-15T12:30:00Z");
    walk.pay(5);
    walk.expect("ACTIVE", "2029-01-15T12:30:00Z");
  }

  /** One payment at each end: the day stays the one of the beginning, where a month has it. */
  @Test
  void losesNoDayInAYearOfMonthEnds() {
    Walk walk = new Walk("2027-01-31T23:59:59Z");
    List<String> ends = new ArrayList<>();
    for (int month = 0; month < 14; month++) {
      walk.pay(1);
      ends.add(walk.paidUntil().toString().substring(0, 10));
      walk.to(walk.paidUntil().toString());
    }

    assertThat(ends)
        .containsExactly(
            "2027-02-28",
            "2027-03-31",
            "2027-04-30",
            "2027-05-31",
            "2027-06-30",
            "2027-07-31",
            "2027-08-31",
            "2027-09-30",
            "2027-10-31",
            "2027-11-30",
            "2027-12-31",
            "2028-01-31",
            "2028-02-29",
            "2028-03-31");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-01-29T00:00:00Z",
        "2027-01-30T00:00:00Z",
        "2028-02-29T12:00:00Z",
        "2027-12-31T23:59:59.999Z",
        "2027-06-01T00:00:00Z"
      })
  void takesBackExactlyWhatWasPaid(String start) {
    Walk walk = new Walk(start);
    walk.pay(1);
    Instant before = walk.paidUntil();
    for (int periods = 1; periods <= 24; periods++) {
      walk.pay(periods);
      walk.pay(-periods);
      assertThat(walk.paidUntil()).isEqualTo(before);
    }
  }

  @Test
  void paysTwelveMonthsAtOnceAsOneByOne() {
    Walk once = new Walk("2027-01-31T10:00:00Z");
    Walk often = new Walk("2027-01-31T10:00:00Z");
    once.pay(12);
    for (int month = 0; month < 12; month++) {
      often.pay(1);
    }

    assertThat(once.paidUntil()).isEqualTo(often.paidUntil());
  }

  @Test
  void countsDaysWhereThePlanDoes() {
    Plan weekly = new Plan("weekly", MONTHLY.price(), Period.ofDays(7), 1, 1, MONTHLY.fairUse());
    Instant now = Instant.parse("2028-02-27T10:00:00Z");

    assertThat(Renewal.of(Subscription.NONE, weekly, 2, now).until())
        .isEqualTo(Instant.parse("2028-03-12T10:00:00Z"));
  }

  /** The announcements to a customer who always pays late, checked each hour of a year. */
  @Test
  void tellsEachChangeOnceInAYearOfHours() {
    Walk walk = new Walk("2027-01-01T00:00:00Z");
    walk.pay(1);
    List<String> told = new ArrayList<>();
    Announcement last = Announcement.NONE;
    Instant end = Instant.parse("2028-01-01T00:00:00Z");
    int late = 0;
    while (walk.now.isBefore(end)) {
      Optional<Announcement> due = last.next(walk.subscription, walk.now);
      if (due.isPresent()) {
        last = due.get();
        told.add(Announcement.event(walk.subscription.at(walk.now)));
      }
      walk.now = walk.now.plus(Duration.ofHours(1));
      Duration overdue = Duration.between(walk.paidUntil(), walk.now);
      if (overdue.compareTo(Duration.ofDays(late % 2 == 0 ? 2 : 5)) >= 0) {
        walk.pay(1);
        late++;
      }
    }

    assertThat(told)
        .startsWith(
            "subscription_grace",
            "subscription_renewed",
            "subscription_grace",
            "subscription_suspended",
            "subscription_renewed");
    assertThat(last.number()).isEqualTo(told.size());
    assertThat(told).filteredOn("subscription_renewed"::equals).hasSize(late);
    assertThat(told).filteredOn("subscription_suspended"::equals).hasSize(late / 2);
  }

  /** A subscription and a clock. */
  private static final class Walk {
    Instant now;
    Subscription subscription = Subscription.NONE;

    Walk(String start) {
      now = Instant.parse(start);
    }

    void to(String time) {
      now = Instant.parse(time);
    }

    void pay(int periods) {
      Renewal renewal = Renewal.of(subscription, MONTHLY, periods, now);
      boolean suspended = subscription.word() == Subscription.Word.SUSPENDED;
      subscription =
          new Subscription(
              suspended ? Subscription.Word.SUSPENDED : Subscription.Word.ACTIVE,
              Optional.of(renewal.until()),
              subscription.suspendedAt(),
              Optional.of(renewal.billingDay()),
              Optional.empty(),
              SendingPlan.NONE);
    }

    void suspend() {
      subscription = with(Subscription.Word.SUSPENDED, Optional.of(now));
    }

    void resume() {
      subscription = with(Subscription.Word.ACTIVE, Optional.empty());
    }

    private Subscription with(Subscription.Word word, Optional<Instant> suspendedAt) {
      return new Subscription(
          word,
          subscription.paidUntil(),
          suspendedAt,
          subscription.billingDay(),
          subscription.planId(),
          subscription.sending());
    }

    Instant paidUntil() {
      return subscription.paidUntil().orElseThrow();
    }

    boolean sessionsRun() {
      return subscription.at(now).sessionsRun(now);
    }

    void expect(String state, String paidUntil) {
      assertThat(subscription.at(now).state()).hasToString(state);
      assertThat(paidUntil()).isEqualTo(Instant.parse(paidUntil));
    }
  }
}
