import { DisconnectedError } from '../../net/channel';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { moveByTime } from '../chat/inbox';
import { ACK } from '../constants/enums';
import { msgCollection } from './msg';
import { MessageSentAckError, sendToServer } from './sendJob';
import { nextOrder } from './wire';

export interface SendResult {
  messageSendResult: 'OK' | 'ERROR_NETWORK' | 'ERROR_UPLOAD' | 'ERROR_UNKNOWN';
  t?: number;
  count?: null;
  /** The number of the server's refusal. */
  ackErrorCode?: number;
}

/** Callers that wait for a message which could not be sent yet, by message key. */
const waiting = new Map<string, ((result: SendResult) => void)[]>();

/** Messages on their way to the server: one that is asked for again waits with the first. */
const inFlight = new Map<string, Promise<SendResult>>();

/**
 * Sends a kept message. Without a connection it stays unsent and goes out after the next login, in
 * this page or, the message being kept, in a later one; the promise settles when it did. The server
 * knows a message by its id, so sending it twice does nothing.
 */
export function deliver(record: MessageRecord): Promise<SendResult> {
  let sending = inFlight.get(record.key);
  if (sending === undefined) {
    sending = send(record).finally(() => inFlight.delete(record.key));
    inFlight.set(record.key, sending);
  }
  return sending;
}

async function send(record: MessageRecord): Promise<SendResult> {
  try {
    const acknowledged = await sendToServer(record);
    if (acknowledged === null) {
      // As in the client: what failed for no known reason is marked, and its ack stays as it was.
      await settle(record, ACK.CLOCK, record.t, true);
      return answer(record.key, { messageSendResult: 'ERROR_UNKNOWN' });
    }
    const { t, error } = acknowledged;
    if (error !== null) {
      throw new MessageSentAckError(error);
    }
    await settle(record, ACK.SENT, t, false);
    return answer(record.key, { messageSendResult: 'OK', t, count: null });
  } catch (error) {
    if (error instanceof MessageSentAckError) {
      const { ackErrorCode } = error;
      await settle(record, ACK.FAILED, record.t, true);
      return answer(record.key, { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode });
    }
    if (error instanceof DisconnectedError) {
      return new Promise((resolve) => {
        waiting.set(record.key, [...(waiting.get(record.key) ?? []), resolve]);
      });
    }
    throw error;
  }
}

async function settle(
  record: MessageRecord,
  ack: number,
  t: number,
  isSendFailure: boolean,
): Promise<void> {
  // The server's time counts: a message that waited for a connection moves to the end of its chat.
  const order = t === record.t ? record.order : nextOrder();
  // Shown before it is kept: receipts follow at once, and acknowledgements are to be seen in order.
  const msg = msgCollection.get(record.key);
  if (msg !== undefined) {
    msg.set({ t, rowId: order, isSendFailure });
    msg.updateAck(ack);
    if (t !== record.t) {
      moveByTime(msg);
    }
  }
  await records().updateMessage(record.key, ({ unsent: _unsent, ...kept }) => ({
    ...kept,
    // A receipt may have been faster than the server's own answer.
    ack: ack < 0 ? ack : Math.max(kept.ack, ack),
    t,
    order,
  }));
}

function answer(key: string, result: SendResult): SendResult {
  for (const resolve of waiting.get(key) ?? []) {
    resolve(result);
  }
  waiting.delete(key);
  return result;
}

/** Sends again, in order, what the server has not acknowledged. Run after every login. */
export async function deliverUnsent(): Promise<void> {
  const unsent = await records().unsentMessages();
  unsent.sort((a, b) => a.order - b.order);
  for (const record of unsent) {
    // A send that waits for the connection would wait for this very run: start anew.
    inFlight.delete(record.key);
    void deliver(record);
  }
}
