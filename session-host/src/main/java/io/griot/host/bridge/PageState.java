package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.SocketState;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the page says of its connection.
 *
 * @param state WhatsApp Web's own word; empty before there is one, or when it is a new word
 * @param mode the stream mode: {@code QR}, {@code SYNCING}, {@code MAIN}, …; empty when unknown
 * @param authenticated whether the page holds a paired device's credentials
 * @param usable whether commands can run
 * @param stopped whether WhatsApp has stopped the connection for good, as it does when another
 *     login of the same device took its place: only a new document connects again
 * @param passkey whether linking waits for the account's passkey
 */
public record PageState(
    Optional<SocketState> state,
    String mode,
    boolean authenticated,
    boolean usable,
    boolean stopped,
    boolean passkey) {

  /** Of a page that nobody asks for a passkey. */
  public PageState(
      Optional<SocketState> state,
      String mode,
      boolean authenticated,
      boolean usable,
      boolean stopped) {
    this(state, mode, authenticated, usable, stopped, false);
  }

  /** Before the page spoke. */
  public static final PageState NOTHING = new PageState(Optional.empty(), "", false, false, false);

  /** The same, but commands cannot run: the page does not answer any more. */
  public PageState unusable() {
    return new PageState(state, mode, authenticated, false, stopped, passkey);
  }

  /** The same, said to be in conflict: WhatsApp itself has no such state. */
  PageState inConflict() {
    return new PageState(Optional.of(SocketState.CONFLICT), mode, authenticated, false, stopped);
  }

  static PageState of(JsonNode tree) {
    String state = tree.path("state").asText("");
    return new PageState(
        Arrays.stream(SocketState.values()).filter(known -> known.name().equals(state)).findFirst(),
        tree.path("mode").asText(""),
        tree.path("authenticated").asBoolean(),
        tree.path("usable").asBoolean(),
        tree.path("stopped").asBoolean(),
        tree.path("passkey").asBoolean());
  }
}
