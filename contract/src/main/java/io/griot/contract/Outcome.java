package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** How a command ended. Written once, by the host whose lease token it carries. */
public sealed interface Outcome {

  /**
   * It took effect.
   *
   * @param answer the body of the API's 200 answer, as it is: the text of a JSON object
   * @param pageTime how long WhatsApp's page itself worked on it; zero when no page was needed
   */
  record Succeeded(String answer, Duration pageTime) implements Outcome {
    /** With an answer that is no text yet. */
    public Succeeded(ObjectNode answer, Duration pageTime) {
      this(answer.toString(), pageTime);
    }
  }

  /** It took effect, and its answer is an object in S3. */
  record Filed(AnswerFile file, Duration pageTime) implements Outcome {}

  /**
   * It did not, or nobody can know ({@link FailureCode#OUTCOME_UNKNOWN}).
   *
   * @param detail what the caller may read beside the code: names fields and ids, never message
   *     text; empty when the code says it all
   */
  record Failed(FailureCode code, String detail) implements Outcome {
    /** A failure whose code says it all. */
    public Failed(FailureCode code) {
      this(code, "");
    }
  }
}
