import { define } from '../../loader/define';
import { link } from '../../net/link';
import { records } from '../../store/storage';
import { type Chat, chatRecord } from './chat';

/** Marks a chat read, here and for its senders. Rejects without a connection. */
async function sendSeen({ chat }: { chat: Chat }): Promise<void> {
  await link.request('read', { chat: chat.id.toString(), ids: [] });
  await setUnread(chat, 0);
}

/** Marks a chat unread (unreadCount -1) or read again, for this account only. */
async function markUnread(chat: Chat, unread: boolean): Promise<Chat> {
  const unreadCount = unread ? -1 : 0;
  await link.request('chatSettings', { chat: chat.id.toString(), unreadCount });
  await setUnread(chat, unreadCount);
  return chat;
}

export async function setUnread(chat: Chat, unreadCount: number): Promise<void> {
  chat.unreadCount = unreadCount;
  await records().save({ chats: [chatRecord(chat)] });
}

define('WAWebUpdateUnreadChatAction', { sendSeen, markUnread });
