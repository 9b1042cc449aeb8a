package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsInForceTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final String NO_TIMELOCK = "{'active':false,'until':null,'kind':null}";

  @Test
  void leavesOutWhatIsOver() {
    String limits =
        "{'reachoutTimelock':{'active':true,'until':1000,'kind':'DEFAULT'},"
            + "'newChatQuota':{'status':'CAPPED','cycleEnd':2000},'temporaryBan':{'until':999}}";

    assertThat(of(limits))
        .contains(
            "{'reachoutTimelock':%s,'newChatQuota':{'status':'CAPPED','cycleEnd':2000},'temporaryBan':null}"
                .formatted(NO_TIMELOCK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reachoutTimelock':{'active':true,'until':2000}}",
        "{'reachoutTimelock':{'active':true,'until':null}}",
        "{'newChatQuota':{'status':'NONE','cycleEnd':null}}",
        "{'temporaryBan':{'until':null,'reason':'code 1'}}"
      })
  void keepsWhatIsNotOverOrHasNoKnownEnd(String limits) {
    assertThat(of(limits)).contains(limits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'reachoutTimelock':{'active':true,'until':1000}}",
        "{'newChatQuota':{'status':'CAPPED','cycleEnd':1},'temporaryBan':null}"
      })
  void isEmptyWhenNothingIsLeft(String limits) {
    assertThat(of(limits)).isEmpty();
  }

  private static Optional<String> of(String limits) {
    return LimitsInForce.of(Json.readObject(limits.replace('\'', '"')), NOW)
        .map(left -> left.toString().replace('"', '\''));
  }
}
