import { Failure, failureOf } from '../failure';
import { knownChat, openChat } from '../ids/chats';
import { widOf } from '../ids/wids';
import type { ChatModel, Page } from '../page';
import { chatShape } from '../shapes/chat';
import type { ChatAnswer } from '../shapes/types';
import { asked, sendSeen } from '../workarounds';
import { chatPage } from './chatPages';
import type { OperationsOf } from './types';

/** Operations that list and find conversations. */
export const chats: OperationsOf<
  | 'clientGetChats'
  | 'clientSearchChats'
  | 'clientGetChatById'
  | 'chatGetClassInfo'
  | 'contactGetChat'
  | 'clientSendSeen'
> = {
  async clientGetChats(paging, { page }) {
    return { success: true, ...chatPage(page, await listed(page), paging) };
  },

  async clientSearchChats({ searchOptions }, { page }) {
    const { unread, since, limit, cursor } = searchOptions ?? {};
    const found = (await listed(page)).filter(
      (chat) => (!unread || chat.unreadCount !== 0) && (chat.t ?? 0) >= (since ?? 0),
    );
    return { success: true, ...chatPage(page, found, { limit, cursor }) };
  },

  async clientGetChatById({ chatId }, { page }) {
    const chat = await orNull(openChat(page, chatId));
    return chat === null ? { success: true } : { success: true, chat: await shown(page, chat) };
  },

  async chatGetClassInfo({ chatId }, { page }) {
    return { success: true, chat: await shown(page, await openChat(page, chatId)) };
  },

  async contactGetChat({ contactId }, { page }) {
    const contact = widOf(page, contactId, 'contactId');
    if (page.wpp.whatsapp.UserPrefs.isMeAccount(contact)) {
      return { success: true, result: null };
    }
    const chat = await orNull(openChat(page, contactId));
    if (chat === null) {
      throw new Failure('CONTACT_NOT_FOUND');
    }
    return { success: true, result: await shown(page, chat) };
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

/** All chats in WhatsApp's own order, from memory, without requests for groups. */
async function listed(page: Page): Promise<ChatModel[]> {
  const models = await page.wpp.chat.list({ ignoreGroupMetadata: true });
  return models.filter(({ id }) => !id.isNewsletter() && !id.isStatus());
}

async function shown(page: Page, chat: ChatModel): Promise<ChatAnswer> {
  if (chat.id.isGroup()) {
    await loadGroup(page, chat);
  }
  return chatShape(page, chat);
}

/** Loads a group's missing metadata. A group that the account has left keeps what it had. */
async function loadGroup(page: Page, chat: ChatModel): Promise<void> {
  try {
    await asked(page.wpp.whatsapp.GroupMetadataStore.find(chat.id));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'REFUSED_BY_WHATSAPP') {
      throw failure;
    }
  }
}

/** As in the original API, "no such chat" is an answer of some operations and not an error. */
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
