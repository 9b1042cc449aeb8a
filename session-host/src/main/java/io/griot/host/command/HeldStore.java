package io.griot.host.command;

import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Stores sessions' held messages. Reads are strongly consistent. Thread-safe. Every method blocks
 * for a request, which may throw {@link SdkException} even after it took effect, and may be
 * repeated.
 */
public interface HeldStore {
  /** All messages of a session, by position. */
  List<HeldMessage> all(Generation session);

  /** A message's body; empty when the message is not there any more. */
  Optional<String> body(Generation session, HeldMessage held);

  /** Stores a message. */
  void put(Generation session, HeldMessage held, String body);

  /** Removes a message, if it is there. */
  void remove(Generation session, HeldMessage held);

  /**
   * Stores in the command's own item until when it is held. Conditional on this attempt not being
   * started.
   */
  void explain(HeldMessage held, Instant until, HeldBecause because);
}
