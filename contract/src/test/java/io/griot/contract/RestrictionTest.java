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
        "{'temporaryBan':{'until':null}}",
        "{'newChatQuota':{'status':'CAPPED','cycleEnd':2000}}"
      })
  void isNoneThatIsOverOrHasNoKnownEndAndNoQuota(String limits) {
    assertThat(until(limits)).isEmpty();
  }

  private static Optional<Instant> until(String limits) {
    return Restriction.until(Json.readObject(limits.replace('\'', '"')), NOW);
  }
}
