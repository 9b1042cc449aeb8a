import { Failure } from '../failure';
import { knownChat } from '../ids/chats';
import { messageShape } from '../shapes/message';
import { within } from '../waiting';
import { search } from '../workarounds';
import type { OperationsOf } from './types';

/**
 * Searches of a page run one after another, because WhatsApp aborts the first when a second one
 * starts. A hanging search is aborted in this way, before the deadline of the waiting one.
 */
let searching: Promise<unknown> = Promise.resolve();
const patienceMs = 10_000;

export const messageSearch: OperationsOf<'clientSearchMessages'> = {
  async clientSearchMessages({ query, options }, { page }) {
    const { page: pageNumber, limit, chatId } = options ?? {};
    const chat = chatId ? await knownChat(page, chatId, 'options.chatId') : undefined;
    if (chat === null) {
      return { success: true, messages: [] };
    }
    const before = searching;
    const mine = before.then(() =>
      search(page, query, pageNumber ?? undefined, limit ?? undefined, chat?.id),
    );
    searching = before.then(() => {
      const ended = mine.catch(() => undefined);
      return within(ended, patienceMs, () => undefined);
    });
    const found = await mine;
    if (found.canceled) {
      throw new Failure('OVERLOADED');
    }
    const messages = found.messages ?? [];
    return { success: true, messages: messages.map((message) => messageShape(page, message)) };
  },
};
