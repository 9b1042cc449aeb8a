import { define } from '../../loader/define';
import { link } from '../../net/link';
import type { Wid } from '../ids/wid';

/** Tells the server what this account does, in a chat or (`null`) in general. */
export async function sendPresence(chat: Wid | null, state: string): Promise<void> {
  await link.request('presence', { chat: chat?.toString() ?? null, state });
}

define('WAWebPresenceChatAction', {
  markComposing: (chat: { id: Wid }) => sendPresence(chat.id, 'composing'),
  markRecording: (chat: { id: Wid }) => sendPresence(chat.id, 'recording'),
  markPaused: (chat: { id: Wid }) => sendPresence(chat.id, 'paused'),
  sendPresenceAvailable: () => sendPresence(null, 'available'),
  sendPresenceUnavailable: () => sendPresence(null, 'unavailable'),
});

define('WAWebContactPresenceBridge', {
  // The sandbox server reports presence without a subscription.
  subscribeUserPresence: async (_wid: Wid) => undefined,
  subscribeGroupPresence: async (_wid: Wid) => undefined,
  setPresenceAvailable: () => sendPresence(null, 'available'),
  setPresenceUnavailable: () => sendPresence(null, 'unavailable'),
});
