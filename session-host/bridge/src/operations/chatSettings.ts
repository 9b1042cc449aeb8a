import { waitForChange } from '../changes';
import { Failure, isAccepted, statusOf } from '../failure';
import { chatIds, openChat, presentChat } from '../ids/chats';
import type { ChatModel, Page } from '../page';
import { muteExpiration } from '../shapes/chat';
import type { MuteState } from '../shapes/types';
import { anew, archiveChat, clearChat, deleteChat, sendSeen, setMute } from '../workarounds';
import type { OperationsOf } from './types';
import { unmuteTime } from './unmuteTime';

/** WhatsApp's limit of pinned chats. */
const mostPinned = 3;
/** WhatsApp's status for too many pinned chats. */
const tooManyPinned = 405;

/** Operations on a chat's state: archive, pin, mute and the like. */
export const chatSettings: OperationsOf<
  | 'clientArchiveChat'
  | 'clientUnarchiveChat'
  | 'clientPinChat'
  | 'clientUnpinChat'
  | 'clientMuteChat'
  | 'clientUnmuteChat'
  | 'clientMarkChatUnread'
  | 'chatMarkUnread'
  | 'chatSendSeen'
  | 'chatClearMessages'
  | 'chatDelete'
> = {
  async clientArchiveChat({ chatId }, { page }) {
    return { success: true, result: await archive(page, await openChat(page, chatId), true) };
  },

  async clientUnarchiveChat({ chatId }, { page }) {
    return { success: true, result: await archive(page, await openChat(page, chatId), false) };
  },

  async clientPinChat({ chatId }, { page }) {
    return { success: true, result: await pin(page, await openChat(page, chatId)) };
  },

  async clientUnpinChat({ chatId }, { page }) {
    const chat = await openChat(page, chatId);
    if (chat.pin) {
      await page.wpp.chat.unpin(chat.id.toString());
    }
    return { success: true, result: !(await waitForChange(chat, 'pin', () => !chat.pin)) };
  },

  async clientMuteChat({ chatId, unmuteDate }, { page }) {
    const expiration = unmuteTime(unmuteDate, Date.now());
    return { success: true, mute: await mute(page, await openChat(page, chatId), expiration) };
  },

  async clientUnmuteChat({ chatId }, { page }) {
    return { success: true, result: await mute(page, await openChat(page, chatId), 0) };
  },

  async clientMarkChatUnread({ chatId }, { page }) {
    return markUnread(page, chatId);
  },

  async chatMarkUnread({ chatId }, { page }) {
    return markUnread(page, chatId);
  },

  async chatSendSeen({ chatId }, { page }) {
    await sendSeen(page, await presentChat(page, chatId));
    return { success: true, result: true };
  },

  async chatClearMessages({ chatId }, { page, lost }) {
    const chat = await presentChat(page, chatId);
    const shown = chat.msgs.getModelsArray().slice();
    await clearChat(page, chat);
    await lost.forget(chatIds(page, chat.id));
    // It reports no failure, but leaves the messages.
    return { success: true, clearMessages: shown.every(({ id }) => !chat.msgs.get(id)) };
  },

  async chatDelete({ chatId }, { page, lost }) {
    const chat = await presentChat(page, chatId);
    if (chat.groupMetadata?.participants?.iAmMember()) {
      throw new Failure('REFUSED_BY_WHATSAPP', 'chatId: leave the group first');
    }
    const isDeleted = isAccepted(await deleteChat(page, chat));
    if (isDeleted) {
      await lost.forget(chatIds(page, chat.id));
    }
    return { success: true, deleteChat: isDeleted };
  },
};

async function archive(page: Page, chat: ChatModel, archived: boolean): Promise<boolean> {
  const isDone = (): boolean => Boolean(chat.archive) === archived;
  if (!isDone()) {
    await archiveChat(page, chat, archived);
  }
  if (!(await waitForChange(chat, 'archive', isDone))) {
    throw new Failure('OVERLOADED');
  }
  return archived;
}

/** Pins a chat. Resolves to whether it is pinned: not if WhatsApp's limit is reached. */
async function pin(page: Page, chat: ChatModel): Promise<boolean> {
  if (chat.pin) {
    return true;
  }
  const pinned = page.wpp.whatsapp.ChatStore.getModelsArray().filter((other) => other.pin);
  if (pinned.length >= mostPinned) {
    return false;
  }
  try {
    await page.wpp.chat.pin(chat.id.toString());
  } catch (error) {
    // WhatsApp counts by itself: archived chats do not count, and some accounts may pin more.
    if (statusOf(error) === tooManyPinned) {
      return false;
    }
    throw error;
  }
  return waitForChange(chat, 'pin', () => Boolean(chat.pin));
}

async function mute(page: Page, chat: ChatModel, expiration: number): Promise<MuteState> {
  if (muteExpiration(page, chat) !== expiration) {
    await setMute(page, chat, expiration);
  }
  const now = muteExpiration(page, chat);
  return { isMuted: now !== 0, muteExpiration: now };
}

async function markUnread(page: Page, chatId: string): Promise<{ success: true }> {
  const chat = await openChat(page, chatId);
  anew(chat, 'markUnread');
  await page.wpp.chat.markIsUnread(chat.id.toString());
  return { success: true };
}
