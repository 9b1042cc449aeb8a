import { Failure, refusal, statusOf } from '../failure';
import type { MsgModel, Page } from '../page';
import { refusalsOf } from '../workarounds';

/** What WhatsApp says of how a send ended, in whichever of its forms; nothing when it does not say. */
export type SendResult = { messageSendResult?: unknown; ackErrorCode?: unknown } | string;

/**
 * The one place that knows how a send failed.
 *
 * @param about the key of what was sent
 * @returns null when it was taken, or nobody knows
 */
export function failureOfSend(
  page: Page,
  about: unknown,
  result: SendResult | null | undefined,
): Failure | null {
  const name = typeof result === 'object' ? result?.messageSendResult : result;
  if (name === undefined || name === null || name === 'OK') {
    return null;
  }
  const status = statusOf(result) ?? refusalsOf(page).of(about);
  return status ? refusal(status) : new Failure('REFUSED_BY_WHATSAPP', `${name}`);
}

/** @throws Failure when a send failed: by the server's status, where it is known */
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

/** @throws Failure when a message failed: by the server's status, where it is known */
export function requireNotFailed(page: Page, message: MsgModel): void {
  if (isFailed(message)) {
    const status = refusalsOf(page).of(message.id);
    throw status ? refusal(status) : new Failure('REFUSED_BY_WHATSAPP', `ack ${message.ack}`);
  }
}
