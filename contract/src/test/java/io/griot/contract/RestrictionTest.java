package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictionTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  @Test
  void endsWithTheTimelockOrTheBanWhicheverIsLater() {
    assertThat(
            until(
                "{'reachoutTimelock':{'active':true,'until':2000},'temporaryBan':{'until':1500}}"))
        .contains(Instant.ofEpochSecond(2_000));
    assertThat(
            until(
                "{'reachoutTimelock':{'active':true,'until':2000},'temporaryBan':{'until':3000}}"))
        .contains(Instant.ofEpochSecond(3_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'reachoutTimelock':{'active':false,'until':null},'temporaryBan':null}",
        "{'reachoutTimelock':{'active':false,'until':2000}}",
        "{'reachoutTimelock':{'active':true,'until':1000}}",
        "{'temporaryBan':{'until':1000}}",
        "{'newChatQuota':{'status':'CAPPED','cycleEnd':2000}}"
      })
  void isNoneThatIsOverAndNoQuota(String limits) {
    assertThat(restriction(limits)).isEmpty();
  }

  @Test
  void isABanAlsoWithoutAnEnd() {
    Restriction ban = restriction("{'temporaryBan':{'until':null}}").orElseThrow();

    assertThat(ban.isBan()).isTrue();
    assertThat(ban.until()).isEmpty();
  }

  @Test
  void stopsEverySendByABanAndThoseThatStopForItByATimelock() {
    Restriction both =
        restriction(
                "{'reachoutTimelock':{'active':true,'until':3000},'temporaryBan':{'until':2000}}")
            .orElseThrow();

    assertThat(both.until(true)).contains(Instant.ofEpochSecond(3_000));
    assertThat(both.until(false)).contains(Instant.ofEpochSecond(2_000));
    assertThat(
            restriction("{'reachoutTimelock':{'active':true,'until':2000}}")
                .orElseThrow()
                .until(false))
        .isEmpty();
  }

  private static Optional<Instant> until(String limits) {
    return restriction(limits).flatMap(Restriction::until);
  }

  private static Optional<Restriction> restriction(String limits) {
    return Restriction.of(Json.readObject(limits.replace('\'', '"')), NOW);
  }
}
