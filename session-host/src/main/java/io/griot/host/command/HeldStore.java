package io.griot.host.command;

import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Where sessions' held messages are. Reads are as of now. Thread-safe; every method may throw
 * {@link SdkException}, perhaps after it took effect, and may be repeated.
 */
public interface HeldStore {
  /** All of a session's, in the order of their positions. */
  List<Held> all(Generation session);

  /** The body of one; empty when it is not there any more. */
  Optional<String> body(Generation session, Held held);

  /** Stores one. */
  void put(Generation session, Held held, String body);

  /** Removes one, if it is there. */
  void remove(Generation session, Held held);

  /** Says in the command's own item until when it is held, if nobody has started this attempt. */
  void explain(Held held, Instant until, HeldBecause because);
}
