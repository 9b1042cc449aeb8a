import type { ChatModel } from '../page';
import { chatShape } from '../shapes/chat';
import type { Some } from './types';

/**
 * What changes about chats. Nothing in WhatsApp names such a change, so its time is part of its key.
 * wa-js's `chat.unread_count_changed` has one timer for all chats, and loses all but the last of those
 * that change at once.
 */
export const chatEvents: Some<'chat_removed' | 'chat_archived' | 'unread_count'> = {
  chat_removed: (ear) =>
    ear.on(ear.page.wpp.whatsapp.ChatStore, 'remove', (chat: ChatModel) =>
      ear.tell(now(chat), { chat: chatShape(ear.page, chat) }),
    ),

  chat_archived: (ear) =>
    ear.on(
      ear.page.wpp.whatsapp.ChatStore,
      'change:archive',
      (chat: ChatModel, is: unknown, was: unknown) =>
        ear.tell(now(chat), {
          chat: chatShape(ear.page, chat),
          currState: Boolean(is),
          prevState: Boolean(was),
        }),
    ),

  unread_count: (ear) =>
    ear.on(ear.page.wpp.whatsapp.ChatStore, 'change:unreadCount', (chat: ChatModel) =>
      ear.tell(now(chat), { chat: chatShape(ear.page, chat) }),
    ),
};

function now(chat: ChatModel): { key: string; chat: string } {
  const id = chat.id.toString();
  return { key: `${id}:${Date.now()}:${chat.unreadCount}`, chat: id };
}
