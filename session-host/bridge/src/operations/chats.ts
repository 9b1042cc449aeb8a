import { Failure } from '../failure';
import { existingChat, openChat } from '../ids/chats';
import { chatShape } from '../shapes/chat';
import { sendSeen } from '../workarounds';
import type { Some } from './types';

export const chats: Some<'clientGetChats' | 'clientGetChatById' | 'clientSendSeen'> = {
  async clientGetChats(_args, { page }) {
    const models = await page.wpp.chat.list({ ignoreGroupMetadata: true });
    return { success: true, chats: models.map((model) => chatShape(page, model)) };
  },

  async clientGetChatById({ chatId }, { page }) {
    try {
      const chat = await openChat(page, chatId);
      if (chat.id.isGroup()) {
        await page.wpp.whatsapp.GroupMetadataStore.find(chat.id);
      }
      return { success: true, chat: chatShape(page, chat) };
    } catch (error) {
      // As in the original API, no chat is an answer without one.
      if (error instanceof Failure && error.code === 'CHAT_NOT_FOUND') {
        return { success: true };
      }
      throw error;
    }
  },

  async clientSendSeen({ chatId }, { page }) {
    const chat = existingChat(page, chatId);
    if (chat === null) {
      return { success: true, result: false };
    }
    await sendSeen(page, chat);
    return { success: true, result: true };
  },
};
