import { define } from '../../loader/define';
import { synchronise } from '../../net/appState';
import { DisconnectedError } from '../../net/channel';
import { link } from '../../net/link';
import { stream } from '../account/stream';
import { createWid } from '../ids/widFactory';
import { sealedForOne } from '../signal/seal';
import { type Chat, saveChat } from './chat';

/** Chats that were read while there was no connection to report it. */
const untold = new Set<string>();

interface Seen {
  chat: Chat;
  /** Whether to wait until the account is shown as available; by default it does. */
  afterAvailable?: boolean;
}

/**
 * Marks a chat as read: here at once, for the senders when the server can be told. Resolves without
 * waiting for the server, so that a send which marks its chat as read is not delayed.
 */
async function sendSeen({ chat, afterAvailable = true }: Seen): Promise<void> {
  if (chat.unreadCount === 0) {
    return;
  }
  if (afterAvailable && !stream.available) {
    stream.once('change:available', () => void sendSeen({ chat }));
    return;
  }
  await setUnread(chat, 0);
  tell(chat.id.toString()).catch((error: unknown) => reportError(error));
}

async function tell(chat: string): Promise<void> {
  untold.add(chat);
  try {
    // A receipt advances the session too: the time of its last write says nothing about its
    // counter.
    const id = createWid(chat);
    const signal = id.isLid() ? await sealedForOne(id) : null;
    await link.request('read', { chat, ids: [], signal });
    untold.delete(chat);
  } catch (error) {
    if (!(error instanceof DisconnectedError)) {
      untold.delete(chat);
      throw error;
    }
  }
}

/** Tells the server what was read without a connection. Runs after every login. */
export async function tellUntold(): Promise<void> {
  await Promise.all([...untold].map(tell));
}

/** Marks a chat as unread (unreadCount -1) or read, for this account only. */
async function markUnread(chat: Chat, unread: boolean): Promise<Chat> {
  const unreadCount = unread ? -1 : 0;
  await synchronise('chatSettings', { chat: chat.id.toString(), unreadCount });
  await setUnread(chat, unreadCount);
  return chat;
}

async function setUnread(chat: Chat, unreadCount: number): Promise<void> {
  chat.unreadCount = unreadCount;
  await saveChat(chat);
}

export const unread = define('WAWebUpdateUnreadChatAction', { sendSeen, markUnread });
