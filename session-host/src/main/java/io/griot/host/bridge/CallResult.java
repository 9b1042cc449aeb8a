package io.griot.host.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The result of a call into the page. */
public sealed interface CallResult {

  /** The page answered. */
  record Answered(ObjectNode answer, Duration pageTime) implements CallResult {}

  /**
   * The page answered, and keeps an answer that is too long for BiDi until it is {@linkplain
   * PageBridge#take taken}.
   *
   * @param isJson whether it is an ordinary answer; otherwise it is a file
   * @param mimetype the file's type, as the page reported it
   * @param filename empty when the file has no name
   */
  record Kept(
      boolean isJson, long bytes, String mimetype, Optional<String> filename, Duration pageTime)
      implements CallResult {}

  /** The page refused or failed the command. */
  record Refused(FailureCode code, String detail) implements CallResult {}

  /** The page was not there. The call had no effect. */
  record NotCalled(String reason) implements CallResult {}

  /** A command that must come first is not in the page's send queue. The call had no effect. */
  record Early() implements CallResult {}

  /** The page was lost before it answered. The effect is unknown. */
  record Lost(String reason) implements CallResult {}

  /** There was no answer within the deadline. The page may still be working. */
  record TimedOut() implements CallResult {}

  /** Reads the page's answer. */
  static CallResult of(ObjectNode tree) {
    if (tree.path("absent").asBoolean()) {
      return new NotCalled("the bridge is not in the page");
    }
    Duration pageTime = Duration.ofNanos(Math.round(tree.path("pageMs").asDouble() * 1000) * 1000);
    if (tree.path("ok").asBoolean() && tree.get("answer") instanceof ObjectNode answer) {
      return new Answered(answer, pageTime);
    }
    if (tree.path("ok").asBoolean() && tree.get("kept") instanceof ObjectNode kept) {
      return new Kept(
          kept.path("isJson").asBoolean(),
          kept.path("bytes").asLong(),
          kept.path("mimetype").asText(),
          Optional.of(kept.path("filename").asText()).filter(name -> !name.isEmpty()),
          pageTime);
    }
    return new Refused(code(tree.path("code").asText()), tree.path("detail").asText(""));
  }

  private static FailureCode code(String name) {
    return Arrays.stream(FailureCode.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElse(FailureCode.PAGE_FAILED);
  }
}
