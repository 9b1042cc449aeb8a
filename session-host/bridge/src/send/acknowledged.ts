import type { MsgModel } from '../page';
import { waitUntil } from '../waiting';
import { isFailed } from './result';

/** Waits until the server has a message, it has failed, or the deadline. */
export async function acknowledged(message: MsgModel, deadlineMs: number): Promise<void> {
  await waitUntil(
    () => message.ack !== 0 || isFailed(message),
    [
      [message, 'change:ack'],
      [message, 'change:isSendFailure'],
    ],
    deadlineMs,
  );
}
