import { Failure, type FailureCode, refusedSend, statusOf } from '../failure';
import type { MsgModel, Page } from '../page';
import { refusalsOf } from '../workarounds';

/** What WhatsApp says of how a send ended, in whichever of its forms; nothing when it does not say. */
export type SendResult = { messageSendResult?: unknown; ackErrorCode?: unknown } | string;

/** What WhatsApp's words for the end of a send mean, where the server gave no number. Nothing was sent. */
const results: Readonly<Record<string, FailureCode>> = {
  // What went wrong on the way may go right the next time.
  ERROR_NETWORK: 'OVERLOADED',
  ERROR_UPLOAD: 'OVERLOADED',
  ERROR_RATE_LIMIT: 'TOO_MANY_REQUESTS',
  // The page's own check of what it would send, for one.
  ERROR_UNKNOWN: 'MESSAGE_MALFORMED',
};

/** What a message's own code means: WhatsApp keeps no other. */
const errorCodes: Readonly<Record<string, FailureCode>> = {
  UserReachedMaxMonthlyLimitForNewMessages: 'NEW_CHAT_QUOTA_USED_UP',
};

/** What a failed message's acknowledgement means, where it means more than that it failed. */
const acks: Readonly<Record<number, FailureCode>> = {
  // No server refused it: the page failed on the way, because it could not write its data, for one.
  0: 'OVERLOADED',
  [-4]: 'MESSAGE_MALFORMED',
};

const failedAck = -1;

/**
 * How a send failed: by the server's number where it is known, else by WhatsApp's word for it.
 *
 * @param about the key of what was sent
 * @returns null when it was taken, or nobody knows
 */
function failureOfSend(
  page: Page,
  about: unknown,
  result: SendResult | null | undefined,
): Failure | null {
  const name = typeof result === 'object' ? result?.messageSendResult : result;
  if (name === undefined || name === null || name === 'OK') {
    return null;
  }
  const status = statusOf(result) ?? refusalsOf(page).of(about);
  if (status) {
    return refusedSend(status, result);
  }
  const code = isOutdatedGroup(page, about, name)
    ? 'OVERLOADED'
    : (results[`${name}`] ?? 'REFUSED_BY_WHATSAPP');
  return new Failure(code, `${name}`);
}

/**
 * Whether the server found a message to a group addressed to members as they were: it gets no number, and
 * WhatsApp asks about the group again. A file that failed looks the same, whatever the reason.
 */
function isOutdatedGroup(page: Page, about: unknown, name: unknown): boolean {
  const message = page.wpp.whatsapp.MsgStore?.get(about as MsgModel['id']);
  return (
    name === 'ERROR_UNKNOWN' &&
    message?.ack === failedAck &&
    message.id.remote.isGroup() &&
    !message.mimetype
  );
}

/** @throws Failure when a send failed, as {@link failureOfSend} says */
export function requireSent(
  page: Page,
  about: unknown,
  result: SendResult | null | undefined,
): void {
  const failure = failureOfSend(page, about, result);
  if (failure !== null) {
    throw failure;
  }
}

/** Whether a message was not sent, and will not be: `ack` alone does not tell. */
export function isFailed(message: MsgModel): boolean {
  const ack = message.ack ?? 0;
  // Of a message that the server has, the mark is about a later edit.
  return ack < 0 || (ack === 0 && message.isSendFailure === true);
}

/** @throws Failure when a message failed: by the server's number, where it is known */
export function requireNotFailed(page: Page, message: MsgModel): void {
  if (isFailed(message)) {
    const status = refusalsOf(page).of(message.id);
    const { ack = 0, errorCode } = message as { ack?: number; errorCode?: unknown };
    const code = errorCodes[`${errorCode}`] ?? acks[ack] ?? 'REFUSED_BY_WHATSAPP';
    throw status ? refusedSend(status) : new Failure(code, `ack ${ack}`);
  }
}
