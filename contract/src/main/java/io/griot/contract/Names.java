package io.griot.contract;

/**
 * The names of one installation's tables, queues and S3 objects, all from one prefix.
 *
 * @param prefix 1 to 20 of {@code a-z 0-9 -}
 */
public record Names(String prefix) {
  /** The prefix of the S3 keys of large commands. */
  public static final String COMMAND_OBJECTS = "commands/";

  /** The prefix of the S3 keys of large answers. */
  public static final String ANSWER_OBJECTS = "answers/";

  /** The prefix of the S3 keys of uploaded files. */
  public static final String MEDIA_OBJECTS = "media/";

  /** The prefix of the S3 keys of profiles' checkpoints. */
  public static final String CHECKPOINT_OBJECTS = "profiles/";

  /** The prefix of the S3 keys of large events. */
  public static final String EVENT_OBJECTS = "events/";

  /** The prefix of the S3 keys of large exports of customers. */
  public static final String EXPORT_OBJECTS = "exports/";

  public Names {
    if (!prefix.matches("[a-z0-9-]{1,20}")) {
      throw new IllegalArgumentException("prefix is not 1-20 of a-z 0-9 -: " + prefix);
    }
  }

  public String table(Table table) {
    return prefix + "-" + table.suffix();
  }

  /**
   * The FIFO queue of a session's commands. Each generation has its own, because SQS refuses the
   * name of a deleted queue for 60 s, and so that deleting one queue cannot delete the next
   * generation's.
   */
  public String sessionQueue(Generation session) {
    return sessionQueuePrefix() + session + ".fifo";
  }

  /** The prefix of the names of all session queues. */
  public String sessionQueuePrefix() {
    return prefix + "-session-";
  }

  /** The FIFO queue of all sessions' events, in order within their {@link Event#messageGroup}. */
  public String eventsQueue() {
    return prefix + "-events.fifo";
  }

  /** The dead-letter queue of events that could not be delivered. */
  public String deadEventsQueue() {
    return prefix + "-dead-events.fifo";
  }

  /** The S3 key of a large command's body. */
  public static String commandObject(CommandId command) {
    return COMMAND_OBJECTS + command;
  }

  /** The S3 key of a large answer. */
  public static String answerObject(CommandId command) {
    return ANSWER_OBJECTS + command;
  }

  /** The prefix of the S3 keys of all of a session's checkpoints. */
  public static String checkpointObjects(Generation session) {
    return CHECKPOINT_OBJECTS + session + "/";
  }

  /** The S3 key of a large event's body. */
  public static String eventObject(EventId event) {
    return EVENT_OBJECTS + event;
  }

  /** The prefix of the S3 keys of all of a customer's uploaded files. */
  public static String mediaObjects(CustomerId customer) {
    return MEDIA_OBJECTS + customer + "/";
  }

  /**
   * The S3 key of a customer's uploaded file. It contains the customer, so that no other customer
   * can reach it.
   */
  public static String mediaObject(CustomerId customer, MediaId media) {
    return mediaObjects(customer) + media;
  }

  /** The S3 key of a checkpoint of a session's profile, taken under a lease token. */
  public static String checkpointObject(Generation session, long token, long number) {
    return checkpointObjects(session) + "%012d-%012d".formatted(token, number);
  }
}
