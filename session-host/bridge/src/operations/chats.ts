import { Failure, failureOf } from '../failure';
import { knownChat, openChat } from '../ids/chats';
import type { ChatModel, Page } from '../page';
import { chatShape } from '../shapes/chat';
import { sendSeen } from '../workarounds';
import type { Some } from './types';

export const chats: Some<'clientGetChats' | 'clientGetChatById' | 'clientSendSeen'> = {
  async clientGetChats(_args, { page }) {
    const models = await page.wpp.chat.list({ ignoreGroupMetadata: true });
    const chats = models.filter(({ id }) => !id.isNewsletter() && !id.isStatus());
    return { success: true, chats: chats.map((model) => chatShape(page, model)) };
  },

  async clientGetChatById({ chatId }, { page }) {
    const chat = await orNull(openChat(page, chatId));
    if (chat === null) {
      return { success: true };
    }
    if (chat.id.isGroup()) {
      await loadGroup(page, chat);
    }
    return { success: true, chat: chatShape(page, chat) };
  },

  async clientSendSeen({ chatId }, { page }) {
    const chat = await orNull(knownChat(page, chatId));
    if (chat === null) {
      return { success: true, result: false };
    }
    await sendSeen(page, chat);
    return { success: true, result: true };
  },
};

/** Loads what is not known of a group yet. One that the account has left keeps what it had. */
async function loadGroup(page: Page, chat: ChatModel): Promise<void> {
  try {
    await page.wpp.whatsapp.GroupMetadataStore.find(chat.id);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'REFUSED_BY_WHATSAPP') {
      throw failure;
    }
  }
}

/** As in the original API, "no such chat" is an answer of these operations, not an error. */
async function orNull(chat: Promise<ChatModel | null>): Promise<ChatModel | null> {
  try {
    return await chat;
  } catch (error) {
    if (error instanceof Failure && error.code === 'CHAT_NOT_FOUND') {
      return null;
    }
    throw error;
  }
}
