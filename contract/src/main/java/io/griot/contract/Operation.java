package io.griot.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One operation of {@code openapi.yaml}. Its trees must not be changed.
 *
 * @param id the {@code operationId}
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}; see {@link #methods}
 * @param path the path template
 * @param runs the place that carries it out
 * @param requires the state that the session must be in
 * @param effect whether it only reads or also changes something
 * @param repeatable whether it is safe to run again after an unknown outcome
 * @param ordered the field of the body whose equal values keep requests in order
 * @param sends whether it sends a message, or something about one, to other people
 * @param deadline the maximum time that the page works on one request; empty: the host's default
 * @param writesTo the fields that may name the recipient of a message; the first that a request has
 *     counts. Empty when it sends no message. Requests with a recipient keep the session's pace
 * @param open whether it needs no API key
 * @param audience the owner of the key that it takes
 * @param scope the scope that the key must have
 * @param unpaid whether customers who have not paid may call it
 * @param withoutPage the HTTP 200 answer when the session has no page; without it, the request
 *     waits for one or fails, as {@code requires} says
 * @param unknownSession the HTTP 200 answer for a session that does not exist; without it the
 *     answer is {@link FailureCode#SESSION_NOT_FOUND}
 * @param dryRun the operation that says what this one would do, for requests with {@code
 *     ?dry_run=true}; see {@link Catalogue#dryRunOf}
 * @param requestSchema the JSON Schema of the request's body, or of its query when it takes no
 *     body; without references
 */
public record Operation(
    String id,
    String method,
    PathTemplate path,
    Runs runs,
    Requires requires,
    Effect effect,
    boolean repeatable,
    Optional<String> ordered,
    boolean sends,
    Optional<Duration> deadline,
    List<String> writesTo,
    boolean open,
    Audience audience,
    Scope scope,
    boolean unpaid,
    Optional<ObjectNode> withoutPage,
    Optional<ObjectNode> unknownSession,
    Optional<String> dryRun,
    Optional<ObjectNode> requestSchema) {

  private static final String ACCOUNT = "account";
  private static final String SCREEN = "screen";

  public Operation {
    writesTo = List.copyOf(writesTo);
  }

  /** The place where an operation is carried out. */
  public enum Runs {
    /** The API itself, from stored data. */
    API,
    /** A function of the bridge, inside WhatsApp's page. */
    PAGE,
    /** A screenshot of WhatsApp's page, which the session host takes. */
    SCREEN
  }

  /** The users of an operation. Each audience has its own OpenAPI document. */
  public enum Audience {
    CUSTOMER,
    /** The operator of the installation, with a key that begins with {@code admin_}. */
    OPERATOR
  }

  /** Whether an operation changes anything, in WhatsApp or for the account's owner. */
  public enum Effect {
    READ,
    WRITE
  }

  /** The state that a session must be in before an operation can run. */
  public enum Requires {
    NONE,
    /** A page, paired or not. A request waits for a page that is starting. */
    PAGE,
    /** A page that was usable a moment ago. */
    CONNECTED
  }

  /** The HTTP methods of the operation. An operation with {@code GET} also has {@code HEAD}. */
  public List<String> methods() {
    return method.equals("GET") ? List.of("GET", "HEAD") : List.of(method);
  }

  /** Whether it sends a message to somebody. */
  public boolean writes() {
    return !writesTo.isEmpty();
  }

  /** The field of a request that names the recipient; empty for operations that send no message. */
  public Optional<String> recipientField(ObjectNode arguments) {
    return writesTo.stream().filter(arguments::hasNonNull).findFirst();
  }

  /**
   * The SQS message group of a request: requests of one group run in the order in which they were
   * accepted, groups run side by side.
   *
   * <ul>
   *   <li>Screenshots have a group of their own, so that they can show why the others wait.
   *   <li>Every other read has a group of its own: it waits for nothing, and nothing waits for it.
   *   <li>A write with an ordering field is in that value's group: the chat's.
   *   <li>All other writes are in the account's.
   * </ul>
   *
   * <p>The group is a digest, because callers choose the field's text, and SQS limits a group's
   * name to 128 characters and shows it. The phone-number id and the LID of one chat are different
   * texts and so different groups: a caller who wants order must name a chat the same way each
   * time.
   */
  public String messageGroup(CommandId command, ObjectNode arguments) {
    if (runs == Runs.SCREEN) {
      return SCREEN;
    }
    if (effect == Effect.READ) {
      return Digests.base32(command.value());
    }
    return ordered
        .map(arguments::get)
        .filter(JsonNode::isValueNode)
        .map(value -> Digests.base32(value.asText()))
        .orElse(ACCOUNT);
  }

  @Override
  public String toString() {
    return id;
  }
}
