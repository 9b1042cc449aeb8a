import { Failure } from '../failure';
import { openChat } from '../ids/chats';
import { earlier, messageIn } from '../ids/messages';
import type { ChatModel, MsgModel, Page } from '../page';
import { attribute } from '../shapes/attributes';
import { messageShape } from '../shapes/message';
import type { Some } from './types';

const pageSize = 50;

export const messages: Some<'chatFetchMessages' | 'messageReact'> = {
  async chatFetchMessages({ chatId, searchOptions }, { page }) {
    // The original's clients also send texts here, without effect.
    const { limit, fromMe } = typeof searchOptions === 'object' ? (searchOptions ?? {}) : {};
    const chat = await openChat(page, chatId);
    const wanted = (message: MsgModel): boolean =>
      !isNotification(page, message) && (fromMe === undefined || message.id.fromMe === fromMe);
    const found = await newest(page, chat, Math.floor(limit ?? 0), wanted);
    return { success: true, messages: found.map((message) => messageShape(page, message)) };
  },

  async messageReact({ chatId, messageId, reaction }, { page }) {
    const message = await messageIn(page, chatId, messageId);
    const { sendMsgResult } = await page.wpp.chat.sendReactionToMessage(message, reaction);
    const result = resultName(sendMsgResult);
    if (result !== null && result !== 'OK') {
      throw new Failure('REFUSED_BY_WHATSAPP', result);
    }
    return { success: true };
  },
};

/**
 * The newest messages that are wanted, oldest first: what is in memory, and what the database has
 * before that until there are as many as the limit says. A limit of 0 or less takes memory only.
 */
async function newest(
  page: Page,
  chat: ChatModel,
  limit: number,
  wanted: (message: MsgModel) => boolean,
): Promise<MsgModel[]> {
  const all = new Map<string, MsgModel>();
  const add = (batch: readonly MsgModel[]): number => {
    const before = all.size;
    for (const message of batch) {
      all.set(message.id.toString(), message);
    }
    return all.size - before;
  };
  add(inOrder(chat.msgs.getModelsArray()));
  let found = inOrder([...all.values()]).filter(wanted);
  let isMore = limit > 0;
  while (isMore && found.length < limit) {
    const oldest = inOrder([...all.values()])[0]?.id.toString();
    const batch = await earlier(page, chat, Math.max(limit - found.length, pageSize), oldest);
    isMore = add(batch) > 0;
    found = inOrder([...all.values()]).filter(wanted);
  }
  return limit > 0 ? found.slice(-limit) : found;
}

function inOrder(batch: readonly MsgModel[]): MsgModel[] {
  return [...batch].sort((a, b) => (a.t ?? 0) - (b.t ?? 0));
}

/** Group events, notes about encryption and the like, which the API does not count as messages. */
function isNotification(page: Page, message: MsgModel): boolean {
  return (
    attribute(page, message, 'isNotification', 'WAWebMsgGetters', 'getIsNotification') === true
  );
}

/** WhatsApp's name for how a send ended, in whichever of its two forms; null when it does not say. */
function resultName(result: unknown): string | null {
  const name =
    (result as { messageSendResult?: unknown } | null | undefined)?.messageSendResult ?? result;
  return typeof name === 'string' ? name : null;
}
