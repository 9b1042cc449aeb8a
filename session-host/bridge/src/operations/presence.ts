import { openChat } from '../ids/chats';
import type { Some } from './types';

/** Who sees the account online, typing or recording. */
export const presence: Some<
  | 'clientSendPresenceAvailable'
  | 'clientSendPresenceUnavailable'
  | 'chatSendStateTyping'
  | 'chatSendStateRecording'
  | 'chatClearState'
> = {
  // wa-js's conn.markAvailable also pins the page's own idea of being used, for good.
  async clientSendPresenceAvailable(_args, { page }) {
    await page.wpp.whatsapp.ChatPresence.sendPresenceAvailable();
    return { success: true };
  },

  async clientSendPresenceUnavailable(_args, { page }) {
    await page.wpp.whatsapp.ChatPresence.sendPresenceUnavailable();
    return { success: true };
  },

  async chatSendStateTyping({ chatId }, { page }) {
    const { id } = await openChat(page, chatId);
    await page.wpp.chat.markIsComposing(id.toString());
    return { success: true, sendStateTyping: true };
  },

  async chatSendStateRecording({ chatId }, { page }) {
    const { id } = await openChat(page, chatId);
    await page.wpp.chat.markIsRecording(id.toString());
    return { success: true, sendStateRecording: true };
  },

  async chatClearState({ chatId }, { page }) {
    const { id } = await openChat(page, chatId);
    await page.wpp.chat.markIsPaused(id.toString());
    return { success: true, clearState: true };
  },
};
