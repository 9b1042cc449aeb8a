import { cmd } from '../account/cmd';

/** As long as the client holds messages back for it. */
const LONGEST_MS = 300_000;

/**
 * Waits until what was kept for this page is through. As in the client, nothing is encrypted before: what came
 * meanwhile moves the sessions on.
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
