import type { MsgModel } from '../page';
import { holds } from '../waiting';

/** Waits until a message's ack is no longer 0, or until the deadline. */
export async function acknowledged(message: MsgModel, deadlineMs: number): Promise<void> {
  await holds(() => message.ack !== 0, [[message, 'change:ack']], deadlineMs);
}
