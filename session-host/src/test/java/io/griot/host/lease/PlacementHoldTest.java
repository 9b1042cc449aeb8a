package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PlacementHoldTest {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final Duration INVISIBILITY = Duration.ofMinutes(1);
  private static final Placement.Message FIRST = new Placement.Message(SESSION, "first");
  private static final Placement.Message SECOND = new Placement.Message(SESSION, "second");

  private final FakePlacement placement = new FakePlacement();
  private final AtomicLong nanos = new AtomicLong();
  private final PlacementHold hold =
      new PlacementHold(placement, SESSION, INVISIBILITY, nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    hold.renew();
  }

  @Test
  void extendsTheMessageWellBeforeOthersSeeIt() {
    hold.adopt(FIRST);
    pass(INVISIBILITY.dividedBy(4));
    assertThat(placement.requests).isEmpty();
    pass(INVISIBILITY.dividedBy(4));
    assertThat(placement.requests).containsExactly("show first in 60 s");
  }

  @Test
  void replacesTheMessageBeforeSqsEndsItsInvisibility() {
    hold.adopt(FIRST);
    pass(Duration.ofHours(7));
    assertThat(placement.requests).containsExactly("send " + SESSION, "delete first");
  }

  @Test
  void triesAgainWhenItCouldNotExtend() {
    hold.adopt(FIRST);
    placement.isDown = true;
    pass(Duration.ofSeconds(30));
    placement.isDown = false;
    pass(Duration.ZERO);
    assertThat(placement.requests).containsExactly("show first in 60 s");
  }

  @Test
  void deletesTheSurplusOfTwoMessages() {
    hold.adopt(FIRST);
    hold.adopt(SECOND);
    assertThat(placement.requests).containsExactly("delete first");
  }

  @Test
  void showsTheMessageAtOnceAndHoldsItNoMore() {
    hold.adopt(FIRST);
    hold.show();
    hold.delete();
    pass(Duration.ofHours(1));
    assertThat(placement.requests).containsExactly("show first in 0 s");
  }

  @Test
  void deletesTheMessageOfASessionThatShouldNotRun() {
    hold.adopt(FIRST);
    hold.delete();
    assertThat(placement.requests).containsExactly("delete first");
  }
}
