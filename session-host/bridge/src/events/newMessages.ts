import type { MsgModel, Page } from '../page';
import { messageIdentity, personIdentity } from './identity';
import type { EventSource, PageEvent } from './types';

type Kind = 'readable' | 'ciphertext';

/**
 * Reports messages that were just received or written. WhatsApp marks them: stored messages, and
 * those from a phone's history, have no mark. A message that could not be decrypted is reported
 * once its content arrives, even if an earlier page had stored its placeholder.
 *
 * A message may be reported twice: WhatsApp also marks as new a repeated message that is not in
 * memory. The host ignores those it has reported.
 *
 * wa-js's `chat.new_message` would say nothing of those that came before the bridge was there: a
 * page that was away gets them while it starts.
 */
export function onNew<K extends PageEvent>(
  events: EventSource<K>,
  wanted: Kind,
  listener: (message: MsgModel) => void,
): void {
  const { MsgStore } = events.page.wpp.whatsapp;
  const unreadable = new WeakSet<object>();
  // In a microtask, as wa-js does, because the message's other attributes are set later in the same
  // task.
  const tell = (message: MsgModel): void =>
    queueMicrotask(() => events.guarded(() => listener(message)));
  const see = (message: MsgModel): void => {
    const isUnreadable = message.type === 'ciphertext';
    if (isUnreadable) {
      unreadable.add(message);
    }
    if (message.isNewMsg && isUnreadable === (wanted === 'ciphertext')) {
      tell(message);
    }
  };
  events.on(MsgStore, 'add', see);
  if (wanted === 'readable') {
    events.on(MsgStore, 'change:type', (message: MsgModel) => {
      const isFilled = message.type !== 'ciphertext' && unreadable.delete(message);
      if (isFilled && message.type !== 'revoked') {
        tell(message);
      }
    });
  }
  events.onFound((message) => {
    const isReadable = message.type !== 'ciphertext';
    if (message.type !== 'revoked' && isReadable === (wanted === 'readable')) {
      listener(message);
    }
  });
  for (const message of [...MsgStore.getModelsArray()]) {
    events.guarded(() => see(message));
  }
}

/** The identity of an event about a message: one of its kind per message, or per variant of it. */
export function about(page: Page, message: MsgModel, variant = ''): { key: string; chat: string } {
  return {
    key: `${messageIdentity(page, message.id)}${variant}`,
    chat: personIdentity(page, message.id.remote),
  };
}
