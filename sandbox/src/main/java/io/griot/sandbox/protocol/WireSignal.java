package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a device encrypted with, instead of ciphertexts: ids of key chains and the counters
 * used.
 *
 * @param sessions the sessions with the recipients; with a sender key, those with the recipients
 *     that get the key
 * @param senderKey the device's own key of a group or of status posts
 */
public record WireSignal(List<Session> sessions, @Nullable SenderKey senderKey) {

  public WireSignal {
    sessions = List.copyOf(sessions);
  }

  /** A message key of a session with a person. */
  public record Session(Jid to, String id, long counter) {}

  /** A message key of a sender key. */
  public record SenderKey(String id, long counter) {}
}
