import type { MsgKey, Page } from '../page';

/**
 * WhatsApp's report of a send's result, in any of its forms; undefined when it does not report it.
 */
export type SendResult = { messageSendResult?: unknown; ackErrorCode?: unknown } | string;

/** wa-js's report of a send's result, when it has ended. */
export type Send = Promise<SendResult | null | undefined>;

/** The running sends by the ids of their messages. They end with their page. */
const sends = new WeakMap<Page, Map<string, Send>>();

/**
 * The running send of the message with this key. Its caller may be gone: large files and slow
 * connections delay a message. A repeated call joins it, because a second send would send the
 * message twice.
 */
export function sendUnderWay(page: Page, { id }: MsgKey): Send | undefined {
  return sends.get(page)?.get(id);
}

/** Whether the page has a running send, which may still read its file. */
export function isSending(page: Page): boolean {
  return (sends.get(page)?.size ?? 0) > 0;
}

/** Records a send until it ends, which may never happen; returns it. */
export function noteSend(page: Page, { id }: MsgKey, send: Send): Send {
  const ofPage = sends.get(page) ?? new Map<string, Send>();
  sends.set(page, ofPage.set(id, send));
  const forget = (): void => {
    ofPage.delete(id);
  };
  send.then(forget, forget);
  return send;
}
