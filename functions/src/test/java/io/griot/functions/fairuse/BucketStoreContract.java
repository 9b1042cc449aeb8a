package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.functions.fairuse.BucketStore.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every store of buckets. */
public abstract class BucketStoreContract {
  private static final int LIMIT = 10;

  /** The store; scopes of earlier tests may be there. */
  protected abstract BucketStore buckets();

  @Test
  void takesNothingOfABucketThatIsNotInThatSlot() {
    assertThat(buckets().take("new", 7, 1, LIMIT)).isEqualTo(new Change.Differs(Bucket.FULL));
  }

  @Test
  void movesABucketThatNobodyUsedYet() {
    Bucket moved = Bucket.FULL.at(7).less(2);

    assertThat(buckets().move("moved", Bucket.FULL, moved)).isEqualTo(new Change.Done(moved));
    assertThat(buckets().take("moved", 8, 1, LIMIT)).isEqualTo(new Change.Differs(moved));
  }

  @Test
  void takesUpToTheLimitWithinASlot() {
    Bucket first = Bucket.FULL.at(7).less(4);
    buckets().move("taken", Bucket.FULL, first);

    Bucket all = first.less(6);
    assertThat(buckets().take("taken", 7, 7, LIMIT)).isEqualTo(new Change.Differs(first));
    assertThat(buckets().take("taken", 7, 6, LIMIT)).isEqualTo(new Change.Done(all));
    assertThat(buckets().take("taken", 7, 1, LIMIT)).isEqualTo(new Change.Differs(all));
  }

  @Test
  void keepsWhatWasTakenInEarlierSlots() {
    Bucket first = Bucket.FULL.at(7).less(4);
    Bucket second = first.at(9).less(1);
    buckets().move("slots", Bucket.FULL, first);
    buckets().move("slots", first, second);

    Bucket third = second.at(10).less(2);
    assertThat(third.earlier()).isEqualTo(Map.of(7L, 4L, 9L, 1L));
    assertThat(buckets().move("slots", second, third)).isEqualTo(new Change.Done(third));
    assertThat(buckets().take("slots", 10, 1, LIMIT)).isEqualTo(new Change.Done(third.less(1)));
  }

  @Test
  void movesNoBucketThatChangedSinceItWasSeen() {
    Bucket seen = Bucket.FULL.at(7).less(4);
    buckets().move("changed", Bucket.FULL, seen);
    buckets().take("changed", 7, 1, LIMIT);

    assertThat(buckets().move("changed", seen, seen.at(8).less(1)))
        .isEqualTo(new Change.Differs(seen.less(1)));
    assertThat(buckets().move("changed", Bucket.FULL, Bucket.FULL.at(9).less(1)))
        .isEqualTo(new Change.Differs(seen.less(1)));
  }

  @Test
  void takesNeverMoreThanTheLimitSideBySide() throws Exception {
    buckets().move("busy", Bucket.FULL, Bucket.FULL.at(7).less(1));
    Callable<Change> taking = () -> buckets().take("busy", 7, 1, LIMIT);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Change>> takings =
          threads.invokeAll(IntStream.range(0, 30).mapToObj(any -> taking).toList());
      assertThat(takings)
          .extracting(Future::resultNow)
          .filteredOn(Change.Done.class::isInstance)
          .hasSize(LIMIT - 1);
    }
  }
}
