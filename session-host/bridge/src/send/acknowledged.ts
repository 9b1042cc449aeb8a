import type { MsgKey, MsgModel, Page } from '../page';
import type { Send, SendResult } from '../pending/underWay';
import { waitUntil, within } from '../waiting';
import { isFailed } from './result';
import type { SendRequest } from './types';

/** The time for the server to acknowledge a message, and the time if the caller waits for it. */
const ackMs = 5_000;
const ackWantedMs = 20_000;
/** The time for WhatsApp to make the message, for instance to fetch a link's preview. */
const makingMs = 60_000;
/** The time after a message is marked as failed for WhatsApp to report the number. */
const numberMs = 1_000;

/**
 * The time that a request waits for the server's acknowledgement. Until the server has it, the
 * message exists only in this browser, so every call waits for a moment. After that the answer is ack
 * 0: pending.
 */
export function ackWaitMs({ options }: SendRequest): number {
  return options?.waitUntilMsgSent ? ackWantedMs : ackMs;
}

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

/**
 * Settles when a message's time is over; with the result, if WhatsApp has reported it.
 *
 * @param keys the keys that the message may have
 */
export async function overdue(
  page: Page,
  keys: readonly MsgKey[],
  sending: Send,
  waitMs: number,
  queued: () => void,
): Promise<SendResult | null | undefined> {
  const { MsgStore } = page.wpp.whatsapp;
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  sending.then(over, over);
  const made = (): MsgModel | undefined => keys.map((key) => MsgStore.get(key)).find(Boolean);
  await waitUntil(() => isOver || Boolean(made()), [[MsgStore, 'add']], makingMs);
  const message = made();
  if (message !== undefined) {
    // WhatsApp sends a chat's messages in the order in which they were made; a file only after its
    // upload.
    queued();
  }
  if (isOver || message === undefined) {
    return undefined;
  }
  await acknowledged(message, waitMs);
  return isFailed(message) ? within(sending, numberMs, () => undefined) : undefined;
}
