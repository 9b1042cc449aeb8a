package io.griot.host.command;

import io.griot.contract.Command;
import software.amazon.awssdk.core.exception.SdkException;

/** Keeps messages whose turn has not come. Those of one group come one after another. */
public interface Holding {
  /** Keeps nothing. */
  Holding NONE =
      new Holding() {
        @Override
        public boolean goesNow(Command command, Delivery delivery, boolean hasRoom) {
          return true;
        }

        @Override
        public void hold(Command command, Delivery delivery) {
          throw new IllegalStateException("every command goes now");
        }
      };

  /**
   * Whether a message's command goes now; else it is to be held.
   *
   * @param hasRoom whether others can go beside it; what needs no page goes now without, too
   */
  boolean goesNow(Command command, Delivery delivery, boolean hasRoom) throws InterruptedException;

  /**
   * Keeps a message, wherever this host goes: the queue's is done with. What came before it in its
   * group must have ended.
   *
   * @throws SdkException when it could not be kept: it must be delivered again
   */
  void hold(Command command, Delivery delivery) throws InterruptedException;
}
