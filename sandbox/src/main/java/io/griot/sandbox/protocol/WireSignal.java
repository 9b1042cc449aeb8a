package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device encrypted with, in place of ciphertexts: chains of message keys, by id, and the
 * counters used of them.
 *
 * @param sessions with those it encrypted for; with a sender key, those that it gives it to
 * @param senderKey the device's own key of a group or of status posts
 */
public record WireSignal(List<Session> sessions, @Nullable SenderKey senderKey) {

  public WireSignal {
    sessions = List.copyOf(sessions);
  }

  /** A message key of a session with somebody. */
  public record Session(Jid to, String id, long counter) {}

  /** A message key of a sender key. */
  public record SenderKey(String id, long counter) {}
}
