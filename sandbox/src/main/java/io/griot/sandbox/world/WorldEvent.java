package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import org.jspecify.annotations.Nullable;

/** An effect of a change outside the world, reported when the change is on disk. */
public sealed interface WorldEvent {

  /** A push was queued for a device. */
  record Pushed(String device, long n, Push.Kept push) implements WorldEvent {}

  /** A push that is not kept, for all devices of an account except one. */
  record Told(Jid account, @Nullable String except, Push.Fleeting push) implements WorldEvent {}

  /** A device was unlinked. */
  record Unlinked(String device) implements WorldEvent {}

  /** Something on an account's phone has changed. */
  record Changed(Jid account) implements WorldEvent {}

  /** A message waits for a recipient's phone. */
  record Awaiting(Jid recipient, MessageKey message) implements WorldEvent {}
}
