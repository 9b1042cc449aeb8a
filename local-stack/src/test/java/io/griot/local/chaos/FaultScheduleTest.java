package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final Set<FaultClass> ALL = EnumSet.allOf(FaultClass.class);
  private static final int SESSIONS = 6;

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(first(200, new FaultSchedule(7, ALL, SESSIONS, false)))
        .isEqualTo(first(200, new FaultSchedule(7, ALL, SESSIONS, false)));
  }

  @Test
  void isAnotherForAnotherSeed() {
    assertThat(first(20, new FaultSchedule(7, ALL, SESSIONS, false)))
        .isNotEqualTo(first(20, new FaultSchedule(8, ALL, SESSIONS, false)));
  }

  @Test
  void doesNotDependOnTheOrderOfTheClasses() {
    List<FaultClass> backwards = ALL.stream().sorted(Comparator.reverseOrder()).toList();
    assertThat(first(50, new FaultSchedule(7, backwards, SESSIONS, false)))
        .isEqualTo(first(50, new FaultSchedule(7, ALL, SESSIONS, false)));
  }

  @Test
  void hasEachClassOnceBeforeAnyComesAgain() {
    List<Fault> faults = first(2 * ALL.size(), new FaultSchedule(7, ALL, SESSIONS, true));
    assertThat(faults.subList(0, ALL.size()))
        .extracting(Fault::kind)
        .containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(faults.subList(ALL.size(), faults.size()))
        .extracting(Fault::kind)
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void dealsEachClassAsOftenAsItsWeight() {
    int deck = ALL.stream().mapToInt(FaultClass::weight).sum();
    var counts =
        first(deck, new FaultSchedule(3, ALL, SESSIONS, false)).stream()
            .collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));
    ALL.forEach(kind -> assertThat(counts).containsEntry(kind, (long) kind.weight()));
  }

  @Test
  void keepsToTheBoundsOfEachClass() {
    assertThat(first(500, new FaultSchedule(9, ALL, SESSIONS, false)))
        .allSatisfy(fault -> {
          assertThat(fault.session()).isBetween(0, SESSIONS - 1);
          assertThat(fault.lasts().toMillis())
              .isBetween(
                  fault.kind().shortestSeconds() * 1000L, fault.kind().longestSeconds() * 1000L);
        });
  }

  @Test
  void hasEachClassInItsLaneInTheOrderInWhichItIsDealt() {
    List<Fault> dealt = first(ALL.size(), new FaultSchedule(7, ALL, SESSIONS, true));
    var lanes = new FaultSchedule(7, ALL, SESSIONS, true).lanes(ALL.size());
    assertThat(lanes.keySet()).containsExactly(FaultClass.Lane.values());
    lanes.forEach((lane, faults) ->
        assertThat(faults)
            .isEqualTo(dealt.stream().filter(fault -> fault.kind().lane() == lane).toList()));
  }

  @Test
  void needsAClass() {
    assertThatThrownBy(() -> new FaultSchedule(1, Set.of(), SESSIONS, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Fault> first(int count, FaultSchedule schedule) {
    return Stream.generate(schedule::next).limit(count).toList();
  }
}
