import type { MsgModel, Page } from '../page';
import { messageIdentity, personIdentity } from './identity';
import type { EventSource, PageEvent } from './types';

type Kind = 'readable' | 'ciphertext';

/**
 * Hears of messages that just came or were just written. WhatsApp marks them: what was kept, and what a
 * phone hands over as history, is shown without the mark. One that could not be decrypted is heard of as
 * readable once its place is filled, be it that an earlier page kept the place.
 *
 * A message may be heard of twice: WhatsApp marks as new whatever comes again and is not in memory. The
 * host passes over what it has told.
 *
 * wa-js's `chat.new_message` would say nothing of those that came before the bridge was there: a page
 * that was away gets them while it starts.
 */
export function onNew<K extends PageEvent>(
  events: EventSource<K>,
  wanted: Kind,
  listener: (message: MsgModel) => void,
): void {
  const { MsgStore } = events.page.wpp.whatsapp;
  const unreadable = new WeakSet<object>();
  // In a microtask, as wa-js does: the message's other attributes follow in the same task.
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

/** An event about a message: there is one of its kind for each message, or for each variant of it. */
export function about(page: Page, message: MsgModel, variant = ''): { key: string; chat: string } {
  return {
    key: `${messageIdentity(page, message.id)}${variant}`,
    chat: personIdentity(page, message.id.remote),
  };
}
