import type { MsgModel } from '../page';
import type { Ear, PageEvent } from './types';

type Kind = 'readable' | 'ciphertext';

/**
 * Hears of messages that just came or were just written, each once. WhatsApp marks them: what was kept,
 * and what a phone hands over as history, is shown without the mark.
 *
 * wa-js's `chat.new_message` would say a message twice that could not be decrypted at first, and nothing
 * of those that came before the bridge was there: a page that was away gets them while it starts.
 */
export function onNew<K extends PageEvent>(
  ear: Ear<K>,
  wanted: Kind,
  heard: (message: MsgModel) => void,
): void {
  const { MsgStore } = ear.page.wpp.whatsapp;
  const see = (message: MsgModel): void => {
    if (!message.isNewMsg) {
      return;
    }
    const isCiphertext = message.type === 'ciphertext';
    if (isCiphertext === (wanted === 'ciphertext')) {
      // In a microtask, as wa-js does: the message's other attributes follow in the same task.
      queueMicrotask(() => ear.guarded(() => heard(message)));
    } else if (isCiphertext) {
      (message as unknown as { once(event: string, then: () => void): void }).once(
        'change:type',
        () => queueMicrotask(() => ear.guarded(() => heard(message))),
      );
    }
  };
  ear.on(MsgStore, 'add', see);
  for (const message of [...MsgStore.getModelsArray()]) {
    ear.guarded(() => see(message));
  }
}

/** An event about a message: there is one of its kind for each message, or for each variant of it. */
export function about(message: MsgModel, variant = ''): { key: string; chat: string } {
  return { key: `${message.id}${variant}`, chat: message.id.remote.toString() };
}
