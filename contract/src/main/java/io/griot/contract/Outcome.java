package io.griot.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** The end of a command. It is written once, by the host whose lease token the command carries. */
public sealed interface Outcome {

  /**
   * It took effect.
   *
   * @param answer the body of the API's 200 answer: the text of a JSON object
   * @param pageTime the time that WhatsApp's page worked on it; zero when no page was needed
   */
  record Succeeded(String answer, Duration pageTime) implements Outcome {
    /** A success whose answer is a tree. */
    public Succeeded(ObjectNode answer, Duration pageTime) {
      this(answer.toString(), pageTime);
    }
  }

  /** It took effect, and its answer is an object in S3. */
  record Filed(AnswerFile file, Duration pageTime) implements Outcome {}

  /**
   * It did not take effect, or that is unknown ({@link FailureCode#OUTCOME_UNKNOWN}).
   *
   * @param detail details for the caller beside the code: names of fields and ids, never message
   *     text; empty when the code says it all
   */
  record Failed(FailureCode code, String detail) implements Outcome {
    /** A failure without details. */
    public Failed(FailureCode code) {
      this(code, "");
    }
  }
}
