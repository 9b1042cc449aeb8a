package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.SocketState;
import java.util.Arrays;
import java.util.Optional;

/**
 * A page's connection, as the page reports it.
 *
 * @param state WhatsApp Web's own state; empty before there is one, or when it is unknown to this
 *     version
 * @param mode stream mode: {@code QR}, {@code SYNCING}, {@code MAIN}, …; empty when unknown
 * @param authenticated whether the page holds a paired device's credentials
 * @param usable whether commands can run
 * @param stopped whether WhatsApp has stopped the connection for good, for example because another
 *     login of the same device replaced it. Only a new document connects again
 * @param passkey whether linking waits for the account's passkey
 */
public record PageState(
    Optional<SocketState> state,
    String mode,
    boolean authenticated,
    boolean usable,
    boolean stopped,
    boolean passkey) {

  /** The state of a page that does not wait for a passkey. */
  public PageState(
      Optional<SocketState> state,
      String mode,
      boolean authenticated,
      boolean usable,
      boolean stopped) {
    this(state, mode, authenticated, usable, stopped, false);
  }

  /** Before the first report. */
  public static final PageState NOTHING = new PageState(Optional.empty(), "", false, false, false);

  /** The same state, but not usable: the page does not answer any more. */
  public PageState unusable() {
    return new PageState(state, mode, authenticated, false, stopped, passkey);
  }

  /** The same state, reported as a conflict. WhatsApp itself has no such state. */
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
