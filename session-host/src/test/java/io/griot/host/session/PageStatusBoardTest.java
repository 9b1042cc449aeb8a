package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.lease.TestTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PageStatusBoardTest {
  private static final PageStatus NONE =
      PageStatus.none(Optional.empty(), Set.of(), Optional.empty());

  private final TestTime time = new TestTime();
  private final List<String> told = new ArrayList<>();

  @Test
  void tellsItsListenersOfEachChangeInTheirOrder() {
    PageStatusBoard board =
        board(
            (change, before, after) -> told.add("first " + before.phase() + " " + after.phase()),
            (change, before, after) -> told.add("second " + before.phase() + " " + after.phase()));

    board.apply(new Change.Heard(new PageEvent.Opened()));
    board.apply(new Change.Gone(Optional.empty()));

    assertThat(told)
        .containsExactly(
            "first NONE STARTING",
            "second NONE STARTING",
            "first STARTING NONE",
            "second STARTING NONE");
  }

  @Test
  void tellsOfAChangeThatMadeNoDifferenceToo() {
    PageStatusBoard board =
        board((change, before, after) -> told.add(change + " " + before.equals(after)));

    board.apply(new Change.Unanswered());

    assertThat(told).containsExactly("Unanswered[] true");
  }

  @Test
  void isAheadOfItsListeners() {
    List<PageStatus> current = new ArrayList<>();
    List<PageStatusBoard> boards = new ArrayList<>();
    boards.add(board((change, before, after) -> current.add(boards.getFirst().current())));

    boards.getFirst().apply(new Change.Heard(new PageEvent.Opened()));

    assertThat(current).containsExactly(boards.getFirst().current());
    assertThat(current.getFirst().phase()).isEqualTo(PageStatus.Phase.STARTING);
  }

  @Test
  void tellsOneChangeAtATimeWhoeverMakesIt() throws Exception {
    List<PageStatus> chain = Collections.synchronizedList(new ArrayList<>(List.of(NONE)));
    List<Boolean> links =
        new ArrayList<>(); // not thread-safe: the board calls listeners one at a time
    PageStatusBoard board =
        board((change, before, after) -> {
          links.add(chain.getLast().equals(before));
          chain.add(after);
        });
    int threads = 8;
    int changes = 200;

    try (ExecutorService pages = Executors.newFixedThreadPool(threads)) {
      List<Callable<Void>> makers =
          Collections.nCopies(
              threads,
              () -> {
                for (int i = 0; i < changes; i++) {
                  board.apply(new Change.Heard(new PageEvent.QrChanged(Optional.of("2@code" + i))));
                }
                return null;
              });
      for (Future<Void> made : pages.invokeAll(makers)) {
        made.get();
      }
    }

    assertThat(links).hasSize(threads * changes).containsOnly(true);
    assertThat(board.current()).isSameAs(chain.getLast());
  }

  private PageStatusBoard board(PageStatusBoard.Listener... listeners) {
    return new PageStatusBoard(
        NONE, () -> new Moment(time.instant(), time.getAsLong()), List.of(listeners));
  }
}
