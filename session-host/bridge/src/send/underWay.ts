import type { MsgKey, Page } from '../page';
import type { SendResult } from './result';

/** How wa-js says that a send ended, once it has. */
export type Send = Promise<SendResult | null | undefined>;

/** The sends that have not ended, by the ids of their messages. They go with their page. */
const sends = new WeakMap<Page, Map<string, Send>>();

/**
 * The send of the message with this key that has not ended. Whoever asked for it may have gone: a message
 * is made late when a file is large or the connection slow. Who asks again joins it, for a second one
 * would send the message twice.
 */
export function sendUnderWay(page: Page, { id }: MsgKey): Send | undefined {
  return sends.get(page)?.get(id);
}

/** Whether any send of the page has not ended: its file may still be read. */
export function isSending(page: Page): boolean {
  return (sends.get(page)?.size ?? 0) > 0;
}

/** Notes a send until it ends, which may be never; answers it. */
export function noteSend(page: Page, { id }: MsgKey, send: Send): Send {
  const ofPage = sends.get(page) ?? new Map<string, Send>();
  sends.set(page, ofPage.set(id, send));
  const forget = (): void => {
    ofPage.delete(id);
  };
  send.then(forget, forget);
  return send;
}
