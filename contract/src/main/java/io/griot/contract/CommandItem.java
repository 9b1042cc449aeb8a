package io.griot.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Attributes of {@link Table#COMMANDS}. A command passes through {@link CommandStatus} in order,
 * each step by a conditional write.
 *
 * <p>There is one way back: a failure that {@linkplain FailureCode#frees() frees} its idempotency
 * key becomes {@code ACCEPTED} again when the request is repeated, with the next {@link #ATTEMPT}.
 */
public final class CommandItem {
  /** S. {@link CommandId}. */
  public static final String COMMAND_ID = "commandId";

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** S. {@link CustomerId} of the customer who may read the outcome. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. The {@code operationId}. */
  public static final String OPERATION = "operation";

  /**
   * S. SHA-256 of operation and arguments. It detects an idempotency key that is used for another
   * request.
   */
  public static final String FINGERPRINT = "fingerprint";

  /** S. {@link CommandStatus}'s name. */
  public static final String STATUS = "status";

  /** N. {@link Command#attempt}. Absent in items written before attempts existed: 1. */
  public static final String ATTEMPT = "attempt";

  /**
   * N, unix ms. {@link Command#startBy}. It may be moved while the command is {@code ACCEPTED}:
   * this value counts, not the message's.
   */
  public static final String START_BY = "startBy";

  /**
   * BOOL. Whether an earlier attempt ended with an unknown outcome. A later failure must then not
   * claim that nothing happened. Absent: false.
   */
  public static final String MAY_HAVE_RUN = "mayHaveRun";

  /**
   * N, unix ms. The time until which the command is held although its session could run it: by the
   * session's pace ({@link Command.Turn#notBefore}), or behind another command. Absent when nothing
   * holds it.
   */
  public static final String HELD_UNTIL = "heldUntil";

  /** S. {@link HeldBecause}'s name; present together with {@link #HELD_UNTIL}. */
  public static final String HELD_BECAUSE = "heldBecause";

  /**
   * S. {@link Generation} of its session, as text, while an accepted command is pending and its
   * caller was told so. Removed when it starts or ends. Makes {@link Table#PENDING_INDEX} sparse.
   */
  public static final String PENDING_IN = "pendingIn";

  /** S. {@link #START_BY} as {@link #pendingUntil}; present together with {@link #PENDING_IN}. */
  public static final String PENDING_UNTIL = "pendingUntil";

  /** N. {@link SessionItem#TOKEN} of the host that started it. */
  public static final String TOKEN = "token";

  /**
   * S. Random for every claim. A claim that finds its own nonce is an SDK retry of a write that had
   * succeeded.
   */
  public static final String NONCE = "nonce";

  /**
   * N. The number of hosts that started it in this attempt, without those that shut down in good
   * order. A command that kills its hosts is given up ({@link #MAX_STARTS}).
   */
  public static final String STARTS = "starts";

  /** N, unix ms. */
  public static final String ACCEPTED_AT = "acceptedAt";

  /** N, unix ms. */
  public static final String FINISHED_AT = "finishedAt";

  /** S. The answer's JSON, when it is at most {@link #MAX_INLINE_BYTES}. */
  public static final String ANSWER = "answer";

  /** S. The S3 key of a larger answer. */
  public static final String ANSWER_REF = "answerRef";

  /** S. {@link AnswerFile#mimetype} of the object; absent: {@link AnswerFile#JSON}. */
  public static final String ANSWER_TYPE = "answerType";

  /** S. {@link AnswerFile#disposition} of the object; absent when it has none. */
  public static final String ANSWER_DISPOSITION = "answerDisposition";

  /** N. {@link AnswerFile#bytes} of the object. */
  public static final String ANSWER_BYTES = "answerBytes";

  /** N, milliseconds with a fraction. The time that the page worked. */
  public static final String PAGE_MILLIS = "pageMillis";

  /** S. {@link FailureCode}'s name. */
  public static final String FAILURE = "failure";

  /** S. Details for the caller beside the failure's code; absent when empty. */
  public static final String DETAIL = "detail";

  /** N, unix seconds: DynamoDB's time to live. Readers treat an expired item as absent. */
  public static final String EXPIRES_AT = "expiresAt";

  /**
   * The time for which a command is kept after it was accepted: its outcome can be read, and its
   * idempotency key is taken. Longer than its message can stay in a queue.
   */
  public static final Duration KEPT = QueueAttributes.COMMAND_RETENTION.plusDays(1);

  /** After this number of starts without an end, a command is given up. */
  public static final int MAX_STARTS = 3;

  /** Above this, a command or an answer travels by claim check: an S3 object and a pointer. */
  public static final int MAX_INLINE_BYTES = 200_000;

  private static final ObjectWriter SORTED =
      Json.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  private CommandItem() {}

  /** The value of {@link #PENDING_UNTIL} for a moment, so that texts sort as the moments do. */
  public static String pendingUntil(Instant startBy) {
    return "%019d".formatted(startBy.toEpochMilli());
  }

  /**
   * The value of {@link #FINGERPRINT} for a request. The order of keys in JSON objects does not
   * matter.
   */
  public static String fingerprintOf(String operation, ObjectNode arguments) {
    try {
      return Digests.hex(operation + "\n" + SORTED.writeValueAsString(arguments));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
