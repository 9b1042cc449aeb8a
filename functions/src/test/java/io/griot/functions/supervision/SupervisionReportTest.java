package io.griot.functions.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.griot.contract.Metric;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupervisionReportTest {
  private final SupervisionFixture it = new SupervisionFixture();
  private final List<Map<Metric, Long>> told = new ArrayList<>();
  private final SupervisionReport report =
      new SupervisionReport(new Evidence(Duration.ofSeconds(15)), told::add);

  @Test
  void sessionsThatAreDownAreCountedAndAsAShareWhenTheyAreMoreThanThree() {
    report.tell(sessions(36, 3), 1);
    report.tell(sessions(36, 4), 1);
    report.tell(sessions(0, 4), 1);

    assertThat(told)
        .extracting(
            values -> values.get(Metric.SESSIONS_DOWN),
            values -> values.get(Metric.SESSIONS_DOWN_SHARE))
        .containsExactly(tuple(3L, 0L), tuple(4L, 10L), tuple(4L, 100L));
  }

  private SupervisedSessionStore.Snapshot sessions(int connected, int down) {
    it.connect();
    SessionView up = it.sessions.read(it.clock.instant()).sessions().getFirst();
    SessionView off = new SessionView(up.session(), Optional.empty(), Optional.empty(), up.now());
    List<SessionView> all = new ArrayList<>(Collections.nCopies(connected, up));
    all.addAll(Collections.nCopies(down, off));
    return new SupervisedSessionStore.Snapshot(all, List.of(), up.now(), 0);
  }
}
