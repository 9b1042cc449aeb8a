package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final Recovery recovery = new Recovery();
  private final long began = System.nanoTime();

  @Test
  void countsASessionThatWentAndCameBack() {
    recovery.begin(FaultClass.HOST_KILLED, Set.of(0), began);
    recovery.status(0, true, began + 1); // reported by its dead host
    assertThat(times().connected.count()).isZero();
    recovery.status(0, false, began + 2);
    recovery.status(0, true, began + 3);
    recovery.status(0, true, began + 4);
    assertThat(times().connected.count()).isEqualTo(1);
    assertThat(times().faults).isEqualTo(1);
  }

  @Test
  void countsASessionThatAnotherHostTook() {
    recovery.token(0, 4);
    recovery.begin(FaultClass.HOST_KILLED, Set.of(0), began);
    recovery.token(0, 5);
    recovery.status(0, true, began + 1);
    assertThat(times().connected.count()).isEqualTo(1);
  }

  @Test
  void countsCommandsThatWereAcceptedAfterTheFault() {
    recovery.begin(FaultClass.HOST_KILLED, Set.of(0), began);
    recovery.ran(0, began - 1);
    assertThat(times().running.count()).isZero();
    recovery.ran(0, began + 1);
    recovery.ran(0, began + 2);
    assertThat(times().running.count()).isEqualTo(1);
  }

  @Test
  void doesNotCountWhatAnotherFaultMeetsMeanwhile() {
    recovery.begin(FaultClass.HOST_KILLED, Set.of(0), began);
    recovery.status(0, false, began + 1);
    recovery.begin(FaultClass.BROWSER_KILLED, Set.of(0), began + 2);
    recovery.status(0, true, began + 3);
    assertThat(times().notCounted).isEqualTo(1);
    assertThat(times().connected.count()).isZero();
  }

  @Test
  void knowsWhoNeverWent() {
    recovery.begin(FaultClass.HOST_KILLED, Set.of(0), began);
    recovery.status(0, true, began + 1);
    recovery.end();
    assertThat(times().stayed).isEqualTo(1);
  }

  private Recovery.Times times() {
    return Objects.requireNonNull(recovery.times().get(FaultClass.HOST_KILLED));
  }
}
