import type { ChatModel } from '../page';
import { chatShape } from '../shapes/chat';
import type { SourcesOf } from './types';

/**
 * Changes of chats. WhatsApp gives such a change no id, so its time is part of its key. wa-js's
 * `chat.unread_count_changed` has one timer for all chats, and loses all but the last of
 * simultaneous changes.
 */
export const chatEvents: SourcesOf<'chat_removed' | 'chat_archived' | 'unread_count'> = {
  chat_removed: (events) =>
    events.on(events.page.wpp.whatsapp.ChatStore, 'remove', (chat: ChatModel) =>
      events.tell(now(chat), { chat: chatShape(events.page, chat) }),
    ),

  chat_archived: (events) =>
    events.on(
      events.page.wpp.whatsapp.ChatStore,
      'change:archive',
      (chat: ChatModel, is: unknown, was: unknown) =>
        events.tell(now(chat), {
          chat: chatShape(events.page, chat),
          currState: Boolean(is),
          prevState: Boolean(was),
        }),
    ),

  unread_count: (events) =>
    events.on(events.page.wpp.whatsapp.ChatStore, 'change:unreadCount', (chat: ChatModel) =>
      events.tell(now(chat), { chat: chatShape(events.page, chat) }),
    ),
};

function now(chat: ChatModel): { key: string; chat: string } {
  const id = chat.id.toString();
  return { key: `${id}:${Date.now()}:${chat.unreadCount}`, chat: id };
}
