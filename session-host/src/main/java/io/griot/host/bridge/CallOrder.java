package io.griot.host.bridge;

import io.griot.contract.CommandId;
import java.util.List;
import java.util.Optional;

/**
 * The order of a call among others of the same page.
 *
 * @param after commands that must be in the page's queue, or have ended there, before this one
 *     begins; the page refuses it otherwise ({@link CallResult.Early})
 * @param onQueued runs once what the command sends is in the page's queue, if that is before its
 *     end; in the caller's thread, before the call returns
 */
public record CallOrder(List<CommandId> after, Optional<Runnable> onQueued) {

  /** Of a call that waits for no other, and that none waits for. */
  public static final CallOrder NONE = new CallOrder(List.of(), Optional.empty());

  public CallOrder {
    after = List.copyOf(after);
  }
}
