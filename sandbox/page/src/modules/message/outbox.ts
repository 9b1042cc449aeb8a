import { DisconnectedError } from '../../net/channel';
import { ServerStatusCodeError } from '../../net/refused';
import type { MessageRecord } from '../../store/records';
import { records } from '../../store/storage';
import { moveByTime } from '../chat/inbox';
import { ACK } from '../constants/enums';
import { createWid } from '../ids/widFactory';
import { msgCollection } from './msg';
import { MessageSentAckError, NACK } from './sendFailures';
import { sendToServer } from './sendJob';
import { nextOrder } from './wire';

export interface SendResult {
  messageSendResult:
    | 'OK'
    | 'ERROR_NETWORK'
    | 'ERROR_EXPIRED'
    | 'ERROR_CANCELLED'
    | 'ERROR_UPLOAD'
    | 'ERROR_UNKNOWN';
  t?: number;
  count?: null;
  /** The number of the server's refusal. */
  ackErrorCode?: number;
}

/** The state of a message that was not sent, and the result for its sender. */
interface Failed {
  ack: number;
  errorCode?: string;
  result: SendResult;
}

/** The callers that wait for a message that could not be sent yet, by message key. */
const waiting = new Map<string, ((result: SendResult) => void)[]>();

/** The messages being sent: a repeated request waits with the first. */
const inFlight = new Map<string, Promise<SendResult>>();

/** The messages sent by this page that the server has not acknowledged, oldest first. */
const unacknowledged = new Map<string, MessageRecord>();

/**
 * Sends a stored message. Without a connection it is sent after the next login of this page, and
 * the promise settles then. As in the client, a later page does not send it by itself. The server
 * recognises a message by its id, so a repetition has no effect.
 */
export function deliver(record: MessageRecord): Promise<SendResult> {
  let sending = inFlight.get(record.key);
  if (sending === undefined) {
    unacknowledged.set(record.key, record);
    sending = send(record).finally(() => inFlight.delete(record.key));
    inFlight.set(record.key, sending);
  }
  return sending;
}

async function send(record: MessageRecord): Promise<SendResult> {
  try {
    const acknowledged = await sendToServer(record);
    if (acknowledged !== null && acknowledged.error !== null) {
      throw new MessageSentAckError(acknowledged.error);
    }
    if (acknowledged === null) {
      throw new Error('It failed, and nobody says why');
    }
    await settle(record, ACK.SENT, acknowledged.t, {});
    return answer(record.key, { messageSendResult: 'OK', t: acknowledged.t, count: null });
  } catch (error) {
    if (error instanceof DisconnectedError) {
      return new Promise((resolve) => {
        waiting.set(record.key, [...(waiting.get(record.key) ?? []), resolve]);
      });
    }
    const { ack, errorCode, result } = failed(record, error);
    await settle(record, ack, record.t, { isSendFailure: true, errorCode });
    return answer(record.key, result);
  }
}

/** As in the client: only the server's acknowledgement replaces the message's own. */
function failed({ chat }: MessageRecord, error: unknown): Failed {
  if (error instanceof MessageSentAckError) {
    const { ackErrorCode } = error;
    if (ackErrorCode === NACK.STALE_GROUP_ADDRESSING && createWid(chat).isGroup()) {
      return { ack: ACK.FAILED, result: { messageSendResult: 'ERROR_UNKNOWN' } };
    }
    const result = { messageSendResult: 'ERROR_UNKNOWN', ackErrorCode } as const;
    return ackErrorCode === NACK.NEW_CHATS_CAPPED
      ? { ack: ACK.FAILED, errorCode: 'UserReachedMaxMonthlyLimitForNewMessages', result }
      : { ack: ACK.FAILED, result };
  }
  const messageSendResult =
    error instanceof ServerStatusCodeError ? 'ERROR_NETWORK' : 'ERROR_UNKNOWN';
  return { ack: ACK.CLOCK, result: { messageSendResult } };
}

async function settle(
  record: MessageRecord,
  ack: number,
  t: number,
  failure: { isSendFailure?: true; errorCode?: string | undefined },
): Promise<void> {
  unacknowledged.delete(record.key);
  // The server's time counts: a message that waited for a connection moves to the end of its chat.
  const order = t === record.t ? record.order : nextOrder();
  const { isSendFailure = false, errorCode } = failure;
  // Shown before it is stored: receipts follow at once, and acknowledgements must be seen in order.
  const msg = msgCollection.get(record.key);
  if (msg !== undefined) {
    msg.set({ t, rowId: order, isSendFailure, errorCode });
    msg.updateAck(ack);
    if (t !== record.t) {
      moveByTime(msg);
    }
  }
  await records().updateMessage(record.key, (kept) => ({
    ...kept,
    // A receipt may arrive before the server's answer.
    ack: ack < 0 ? ack : Math.max(kept.ack, ack),
    t,
    order,
    isSendFailure,
    errorCode,
  }));
}

function answer(key: string, result: SendResult): SendResult {
  for (const resolve of waiting.get(key) ?? []) {
    resolve(result);
  }
  waiting.delete(key);
  return result;
}

/**
 * Sends again, in order, what waits for a connection. Runs after every login; messages that wait
 * only for the backlog continue by themselves.
 */
export function deliverUnacknowledged(): void {
  const records = [...unacknowledged.values()].filter(({ key }) => waiting.has(key));
  for (const record of records) {
    // A send that waits for the connection would wait for this run, so it is started again.
    inFlight.delete(record.key);
    void deliver(record);
  }
}
