package io.griot.host.command;

import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.id;
import static io.griot.host.command.CommandFixture.name;
import static io.griot.host.command.ConsumerFixture.AFTER_FAILURE;
import static io.griot.host.command.ConsumerFixture.NOW;
import static io.griot.host.command.ConsumerFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.host.bridge.FakePage;
import io.griot.host.browser.PageGoneException;
import io.griot.host.command.FakeCommandStateStore.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sends of one group go to the page one behind the other. */
@Timeout(300)
final class SendOrderTest {
  @RegisterExtension final ConsumerFixture it = new ConsumerFixture();
  private final CommandFixture host = it.host;

  private static void reached(FakePage.Call call, String what) {
    call.answer().complete("{\"reached\":\"" + what + "\"}");
  }

  private static JsonNode context(FakePage.Call call) {
    return call.request().path("context");
  }

  private static List<String> after(FakePage.Call call) {
    return context(call).path("after").valueStream().map(JsonNode::asText).toList();
  }

  /** The next call that begins a command of this name, or waits for its end. */
  private FakePage.Call nextCall(String name, boolean joins) throws InterruptedException {
    FakePage.Call call = host.nextCall();
    JsonNode context = context(call);
    assertThat(context.path("commandId").asText()).isEqualTo(id(name).value());
    assertThat(context.path("join").asBoolean()).isEqualTo(joins);
    return call;
  }

  /**
   * Takes the call that begins a command and answers that it is queued; its end is still to come.
   */
  private FakePage.Call queuedCall(String name) throws InterruptedException {
    reached(nextCall(name, false), "queued");
    return nextCall(name, true);
  }

  @Test
  void givesThePageTheSendsOfAGroupOneBehindTheOther() throws Exception {
    host.connect();
    for (String name : List.of("1", "2", "3")) {
      it.sent(Operations.TEXT, name, "chat");
    }
    it.start();
    FakePage.Call first = nextCall("1", false);
    assertThat(context(first).path("untilQueued").asBoolean()).isTrue();
    assertThat(host.page.calls).isEmpty();
    reached(first, "queued");
    List<FakePage.Call> both = List.of(host.nextCall(), host.nextCall());
    FakePage.Call firstEnd = joining(both);
    FakePage.Call second = beginning(both);
    assertThat(after(second)).isEqualTo(ids("1"));
    reached(second, "queued");
    List<FakePage.Call> others = List.of(host.nextCall(), host.nextCall());
    FakePage.Call third = beginning(others);
    assertThat(after(third)).isEqualTo(ids("1", "2"));
    assertThat(context(third).path("untilQueued").asBoolean()).isFalse();
    answer(third);
    answer(joining(others));
    answer(firstEnd);
    for (String name : List.of("1", "2", "3")) {
      it.queue.awaitDeleted(id(name).value());
    }
  }

  private static FakePage.Call joining(List<FakePage.Call> calls) {
    return calls.stream().filter(SendOrderTest::joins).findFirst().orElseThrow();
  }

  private static FakePage.Call beginning(List<FakePage.Call> calls) {
    return calls.stream().filter(call -> !joins(call)).findFirst().orElseThrow();
  }

  private static boolean joins(FakePage.Call call) {
    return context(call).path("join").asBoolean();
  }

  @Test
  void goesOnBehindASendThatFailed() throws Exception {
    host.connect();
    it.sent(Operations.TEXT, "refused", "chat");
    it.sent(Operations.TEXT, "taken", "chat");
    it.start();
    nextCall("refused", false)
        .answer()
        .complete("{\"ok\":false,\"code\":\"CONTACT_BLOCKED\",\"detail\":\"\"}");
    FakePage.Call taken = nextCall("taken", false);
    assertThat(after(taken)).isEmpty();
    answer(taken);
    it.queue.awaitDeleted(id("refused").value());
    it.queue.awaitDeleted(id("taken").value());
  }

  @Test
  void waitsForTheEndsOfSendsBeforeAnythingElse() throws Exception {
    host.connect();
    it.sent(Operations.TEXT, "send", "chat");
    it.sent(NOW, "behind", "chat");
    it.start();
    FakePage.Call end = queuedCall("send");
    assertThat(host.page.calls).isEmpty();
    answer(end);
    assertThat(it.worked()).isEqualTo("behind");
  }

  @Test
  void letsNoSendOvertakeAnotherWhosePageWent() throws Exception {
    host.connect();
    it.sent(Operations.TEXT, "1", "chat");
    it.sent(Operations.TEXT, "2", "chat");
    it.start();
    reached(nextCall("1", false), "queued");
    List<FakePage.Call> both = List.of(host.nextCall(), host.nextCall());
    // The page is lost; the command after it learns of that first.
    beginning(both).answer().completeExceptionally(new PageGoneException("crashed"));
    host.connect();
    assertThat(host.page.calls).isEmpty();
    joining(both).answer().completeExceptionally(new PageGoneException("crashed"));
    host.connect();
    FakePage.Call again = nextCall("1", false);
    assertThat(host.page.calls).isEmpty();
    answer(again);
    answer(nextCall("2", false));
    it.queue.awaitDeleted(id("1").value());
    it.queue.awaitDeleted(id("2").value());
  }

  @Test
  void waitsWithASendThatItsPageIsNotReadyFor() throws Exception {
    host.connect();
    it.sent(Operations.TEXT, "1", "chat");
    it.sent(Operations.TEXT, "2", "chat");
    it.start();
    reached(nextCall("1", false), "queued");
    List<FakePage.Call> both = List.of(host.nextCall(), host.nextCall());
    // The page was reloaded between the two.
    reached(beginning(both), "early");
    assertThat(host.page.calls).isEmpty();
    reached(joining(both), "unknown");
    host.connect();
    answer(nextCall("1", false));
    answer(nextCall("2", false));
    it.queue.awaitDeleted(id("2").value());
  }

  @Test
  void leavesTheSendsBehindOneThatCannotBeClaimed() throws Exception {
    host.connect();
    host.store.startsMeet(Trouble.FAILS);
    it.sent(Operations.TEXT, "1", "chat");
    it.sent(Operations.TEXT, "2", "chat");
    it.start();
    it.queue.awaitExtended(id("2").value(), AFTER_FAILURE);
    assertThat(host.page.calls).isEmpty();
    it.queue.timeOut(id("1").value());
    it.queue.timeOut(id("2").value());
    answer(nextCall("1", false));
    answer(nextCall("2", false));
  }
}
