package io.griot.host.command;

import io.griot.contract.Command;
import software.amazon.awssdk.core.exception.SdkException;

/** Holds messages whose turn has not come. Messages of one group are passed one after another. */
public interface Holding {
  /** Holds nothing. */
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
   * Whether a message's command runs now. If not, it must be held.
   *
   * @param hasRoom whether there is capacity for others beside it. A command that needs no page
   *     runs without, too
   */
  boolean goesNow(Command command, Delivery delivery, boolean hasRoom) throws InterruptedException;

  /**
   * Holds a message beyond the life of this host, so that the queue's copy can be deleted. The
   * messages before it in its group must have ended.
   *
   * @throws SdkException when it could not be stored; the message must be delivered again
   */
  void hold(Command command, Delivery delivery) throws InterruptedException;
}
