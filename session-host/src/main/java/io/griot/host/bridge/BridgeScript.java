package io.griot.host.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The script that runs in the page before WhatsApp's own: wa-js, unmodified, and Griot's bridge.
 *
 * @param function a JavaScript function expression; its argument is the function that sends to the
 *     host
 */
public record BridgeScript(String function) {
  private static final String RESOURCE = "/io/griot/host/bridge.js";

  /** The script that was built with this host. */
  public static BridgeScript packaged() {
    try (InputStream script = BridgeScript.class.getResourceAsStream(RESOURCE)) {
      if (script == null) {
        throw new IllegalStateException("the bridge was not built: no " + RESOURCE);
      }
      return new BridgeScript(new String(script.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
