import { openChat } from '../ids/chats';
import type { OperationsOf } from './types';

/** Operations that show the account online, typing or recording. */
export const presence: OperationsOf<
  | 'clientSendPresenceAvailable'
  | 'clientSendPresenceUnavailable'
  | 'chatSendStateTyping'
  | 'chatSendStateRecording'
  | 'chatClearState'
> = {
  async clientSendPresenceAvailable(_args, { presence }) {
    await presence.want(true);
    return { success: true };
  },

  async clientSendPresenceUnavailable(_args, { presence }) {
    await presence.want(false);
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
