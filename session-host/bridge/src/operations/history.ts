import { knownChat } from '../ids/chats';
import type { Page } from '../page';
import { askForOlderMessages } from '../workarounds';
import type { OperationsOf } from './types';

export const history: OperationsOf<'clientSyncHistory' | 'chatSyncHistory'> = {
  async clientSyncHistory({ chatId }, { page }) {
    return syncHistory(page, chatId);
  },

  async chatSyncHistory({ chatId }, { page }) {
    return syncHistory(page, chatId);
  },
};

async function syncHistory(page: Page, chatId: string) {
  const chat = await knownChat(page, chatId);
  const result = chat !== null && (await askForOlderMessages(page, chat));
  return { success: true, result } as const;
}
