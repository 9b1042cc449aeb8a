package io.griot.host.bridge;

import io.griot.contract.CommandId;
import java.util.List;
import java.util.Optional;

/**
 * The order of a call among other calls of the same page.
 *
 * @param after commands that must be in the page's send queue or have ended before this one begins;
 *     otherwise the page refuses it ({@link CallResult.Early})
 * @param onQueued runs once the command's message is in the page's send queue, if that happens
 *     before its end. Runs in the caller's thread, before the call returns
 */
public record CallOrder(List<CommandId> after, Optional<Runnable> onQueued) {

  /** The order of a call that depends on no other. */
  public static final CallOrder NONE = new CallOrder(List.of(), Optional.empty());

  public CallOrder {
    after = List.copyOf(after);
  }
}
