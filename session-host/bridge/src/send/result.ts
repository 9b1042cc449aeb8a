import { Failure, type FailureCode, refusedSend, statusOf } from '../failure';
import type { MsgModel, Page } from '../page';
import type { SendResult } from '../pending/underWay';
import { refusalsOf } from '../workarounds';

/**
 * The failures for WhatsApp's words for a send's result without the server's number. Nothing was
 * sent.
 */
const results: Readonly<Record<string, FailureCode>> = {
  // Errors on the way, which another attempt may avoid.
  ERROR_NETWORK: 'OVERLOADED',
  ERROR_UPLOAD: 'OVERLOADED',
  ERROR_RATE_LIMIT: 'TOO_MANY_REQUESTS',
  // For instance, the page's own check of the message.
  ERROR_UNKNOWN: 'MESSAGE_MALFORMED',
};

/** The failures for a message's own error codes; WhatsApp stores no others. */
const errorCodes: Readonly<Record<string, FailureCode>> = {
  UserReachedMaxMonthlyLimitForNewMessages: 'NEW_CHAT_QUOTA_USED_UP',
};

/** The failures for acks of failed messages that say more than that it failed. */
const acks: Readonly<Record<number, FailureCode>> = {
  // Not refused by the server: the page failed before, for instance because it could not write its
  // data.
  0: 'OVERLOADED',
  [-4]: 'MESSAGE_MALFORMED',
};

const failedAck = -1;

/**
 * The failure of a send: by the server's number if known, else by WhatsApp's word.
 *
 * @param about the key of the sent message
 * @returns null when it was accepted, or unknown
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
 * Whether the server refused a group message because its members had changed: the message then gets
 * no number, and WhatsApp reads the group again. A failed file looks the same, whatever the reason.
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

/** @throws Failure when a send failed, by {@link failureOfSend} */
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

/** Whether a message was not sent and will not be; `ack` alone does not show it. */
export function isFailed(message: MsgModel): boolean {
  const ack = message.ack ?? 0;
  // For a message that the server has, the mark concerns a later edit.
  return ack < 0 || (ack === 0 && message.isSendFailure === true);
}

/** @throws Failure when a message failed: by the server's number, if known */
export function requireNotFailed(page: Page, message: MsgModel): void {
  if (isFailed(message)) {
    const status = refusalsOf(page).of(message.id);
    const { ack = 0, errorCode } = message as { ack?: number; errorCode?: unknown };
    // Every failure of a file looks like this, for instance that of its upload.
    const unknown = message.filehash ? 'OVERLOADED' : 'REFUSED_BY_WHATSAPP';
    const code = errorCodes[`${errorCode}`] ?? acks[ack] ?? unknown;
    throw status ? refusedSend(status) : new Failure(code, `ack ${ack}`);
  }
}
