import { cmd } from '../account/cmd';

/** The maximum time for which the client delays messages for it. */
const LONGEST_MS = 300_000;

/**
 * Waits until the backlog is complete. As in the client, nothing is encrypted before: received
 * messages advance the sessions.
 */
export async function backlogEnded(): Promise<void> {
  if (cmd.isOfflineDeliveryEnd) {
    return;
  }
  await new Promise<void>((resolve) => {
    const ended = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(ended, LONGEST_MS);
    cmd.once('offline_delivery_end_from_bridge', ended);
  });
}
